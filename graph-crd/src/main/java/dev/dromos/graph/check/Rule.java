package dev.dromos.graph.check;

/** One thing that must hold for a graph. It reports every place where it does not, and stays silent about what it cannot tell. */
@FunctionalInterface
interface Rule {
    void check(Subject subject, Findings findings);
}

package dev.dromos.graph.crd;

/** What the router is scaled by. The constants are the words of the YAML. */
public enum ScaleMetric {
    cpu,
    memory,
    concurrency,
    rps
}

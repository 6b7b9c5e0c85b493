package dev.dromos.graph;

import java.time.Duration;

/** Whether a call that is slow gets a second one beside it, the first good answer of the two counting. */
public sealed interface Hedge {

    /** It does not. */
    record Never() implements Hedge {}

    /**
     * It does, when it has taken longer than 95 of 100 calls of the step.
     *
     * @param budgetPercent second calls per 100 calls at most; 1 to 100
     */
    record AfterP95(int budgetPercent) implements Hedge {}

    /**
     * It does, when it has taken this long.
     *
     * @param budgetPercent second calls per 100 calls at most; 1 to 100
     */
    record After(Duration delay, int budgetPercent) implements Hedge {}
}

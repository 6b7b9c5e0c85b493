package dev.dromos.nodes.policy;

import dev.dromos.nodes.call.StepRef;
import dev.dromos.nodes.call.StepResult;

/** Counts what becomes of one step's calls. Called on event loops: it must neither block nor fail. */
public interface StepMeter {
    /** Counts nothing, and costs nothing: no layer is there for it. */
    StepMeter NONE = new Off();

    /** Makes the meters of a graph's steps, when the graph is compiled. */
    @FunctionalInterface
    interface Factory {
        StepMeter of(StepRef step);
    }

    /** One call has ended; each retry and each hedge is a call of its own. */
    void called(StepResult result, long nanos);

    /** A failed call is made again. */
    void retried();

    /** A second call is made because the first is slow. */
    void hedged();

    /** Something else stands in for the step. */
    void replaced();

    /** Stands for no meter. */
    record Off() implements StepMeter {
        @Override
        public void called(StepResult result, long nanos) {}

        @Override
        public void retried() {}

        @Override
        public void hedged() {}

        @Override
        public void replaced() {}
    }
}

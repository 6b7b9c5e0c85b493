package dev.dromos.router.metrics;

import dev.dromos.nodes.call.StepRef;
import dev.dromos.nodes.policy.StepMeter;

/** Who counts for the steps of one version of a graph. */
public interface GraphMeters extends StepMeter.Factory {
    /** Counts nothing. */
    GraphMeters NONE = new Lasting(_ -> StepMeter.NONE);

    /** The version has run its last request. */
    void close();

    /** For what is counted for as long as the process lives. */
    record Lasting(StepMeter.Factory meters) implements GraphMeters {
        @Override
        public StepMeter of(StepRef step) {
            return meters.of(step);
        }

        @Override
        public void close() {}
    }
}

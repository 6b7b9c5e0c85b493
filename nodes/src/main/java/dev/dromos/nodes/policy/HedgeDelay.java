package dev.dromos.nodes.policy;

import java.time.Duration;
import java.util.Optional;

/** After what time a call counts as slow. */
sealed interface HedgeDelay {

    /** Empty as long as it is not known. */
    Optional<Duration> current();

    /** Another call has taken so long, or longer when it was given up then. */
    void took(Duration time);

    /** The same for every call. */
    record Fixed(Duration time) implements HedgeDelay {
        @Override
        public Optional<Duration> current() {
            return Optional.of(time);
        }

        @Override
        public void took(Duration other) {}

        @Override
        public String toString() {
            return time.toString();
        }
    }

    /** What 95 of 100 of the step's own recent calls took at most. */
    record P95(LatencyHistogram times) implements HedgeDelay {
        private static final int PERCENT = 95;

        @Override
        public Optional<Duration> current() {
            return times.percentile(PERCENT);
        }

        @Override
        public void took(Duration time) {
            times.add(time);
        }

        @Override
        public String toString() {
            return "p95";
        }
    }
}

package dev.dromos.router.serve;

import java.time.Duration;

/**
 * What a router does about steps that may have been scaled to zero.
 *
 * @param stableWindow how long a step must have been without requests before it can be scaled to zero, in Knative's word
 */
public record WakeSettings(Policy policy, Duration stableWindow) {

    /** Knative's default. Its grace period comes on top only where the activator was not in front of the step already. */
    public static final Duration STABLE_WINDOW = Duration.ofSeconds(60);

    /** As KServe's router: a step sees the requests of the graph and no others. */
    public static final WakeSettings NONE = new WakeSettings(Policy.NONE, STABLE_WINDOW);

    /** Which steps are woken. */
    public enum Policy {
        /** Every one that a request can come to. */
        ALL,
        /** Those that enough requests come to. */
        LIKELY,
        NONE
    }

    public WakeSettings {
        if (!stableWindow.isPositive()) {
            throw new IllegalArgumentException("stableWindow must be more than 0, found %s".formatted(stableWindow));
        }
    }
}

package dev.dromos.nodes.policy;

import dev.dromos.graph.Retry;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next retry: anything from nothing to a bound that doubles each time. Chance over the whole range spreads
 * the retries of calls that failed at the same moment, which is what the server that failed them needs most.
 */
record Backoff(RandomGenerator random) {

    /** @param made retries before this one */
    Duration pause(Retry.UpTo policy, int made) {
        var doubled =
                policy.initialDelay().multipliedBy(1L << made); // at most 10 times five minutes doubled: no overflow
        var bound = doubled.compareTo(policy.maxDelay()) < 0 ? doubled : policy.maxDelay();
        return Duration.ofNanos(random.nextLong(bound.toNanos() + 1));
    }
}

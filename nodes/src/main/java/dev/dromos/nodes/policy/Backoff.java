package dev.dromos.nodes.policy;

import dev.dromos.graph.Retry;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next retry: anything from nothing to a bound that doubles each time. Chance over the whole range spreads
 * the retries of calls that failed at the same moment, which is what the server that failed them needs most.
 */
record Backoff(RandomGenerator random) {

    /**
     * Never longer than the policy allows.
     *
     * @param made retries before this one
     * @param least what the server asks for, no longer than the policy allows; chance comes on top as far as that leaves room, or all that the
     *     server has turned away would come back at one moment
     */
    Duration pause(Retry.UpTo policy, int made, Duration least) {
        var doubled =
                policy.initialDelay().multipliedBy(1L << made); // at most 10 times five minutes doubled: no overflow
        var bound = shorter(doubled, policy.maxDelay());
        var room = shorter(bound, policy.maxDelay().minus(shorter(least, policy.maxDelay())));
        return shorter(least.plusNanos(random.nextLong(room.toNanos() + 1)), policy.maxDelay());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

package dev.dromos.deploy.operator;

import java.time.Duration;
import java.util.Set;

/**
 * How an operator was started.
 *
 * @param namespace its own, with its settings and its lease
 * @param watched the namespaces whose graphs it runs; none for all
 * @param kserveNamespace where KServe's controller would be; empty when graphs of its definition are none of ours
 * @param healthPort 0 for any free one
 */
public record OperatorOptions(
        String namespace,
        Set<String> watched,
        String knativeNamespace,
        String kserveNamespace,
        int healthPort,
        Lease lease,
        Times times) {
    static final String AUTOSCALER = "config-autoscaler";
    static final String FEATURES = "config-features";

    /** Who else may be there. */
    public enum Lease {
        /** Of several operators one works. */
        SHARED,
        /** There is no other. */
        ALONE
    }

    /**
     * How long things take.
     *
     * @param lease for which an operator that says nothing more is taken to work
     * @param renewal within which the lease must be renewed, or its holder stops: less than {@code lease}, so that no two work
     * @param renewalPause between two tries of it
     * @param firstRetry after a graph's first failure, or that of the start; doubled with each one more
     * @param lastRetry which is not doubled
     * @param resync after which a graph is looked at again without anything having been heard of it
     * @param look between two looks at what the cluster has installed, or at what nobody tells; for the lists of a start, before the others are used without
     * @param burst within which one graph is looked at {@value #LOOKS} times at most, whatever happens to it or its steps
     * @param end for what has begun when the process is told to stop
     */
    public record Times(
            Duration lease,
            Duration renewal,
            Duration renewalPause,
            Duration firstRetry,
            Duration lastRetry,
            Duration resync,
            Duration look,
            Duration burst,
            Duration end) {
        static final int LOOKS = 20;

        /** Kubernetes' own for leases; the client makes up for a watch that has died without a word within ten minutes too. */
        public static final Times DEFAULT = new Times(
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20));
    }

    public OperatorOptions {
        watched = Set.copyOf(watched);
    }
}

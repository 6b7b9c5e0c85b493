package dev.dromos.shared;

import dev.dromos.nodes.environment.UnusableEnvironmentException;
import dev.dromos.router.logging.LogKeys;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the cluster again and again. What cannot be heard of is asked for after a pause, twice as long each time up to the period; what is the
 * matter is said when it changes.
 */
final class Feeding {
    private static final Logger LOG = LoggerFactory.getLogger(Feeding.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    /** A look is a part of the time at most, however often the cluster tells of changes. */
    private static final int REST = 4;

    /** Of causes: more than anything has that is not a cause of itself. */
    private static final int DEEPEST = 32;

    private final Lists lists;
    private final GraphSync sync;
    private final List<String> namespaces;
    private final Duration period;
    private final LongSupplier clock;

    /** Why a namespace was not heard of at the last look. */
    private Map<String, String> reasons = new HashMap<>();

    private Duration pause = FIRST_PAUSE;
    private Duration lastLook = Duration.ZERO;

    /**
     * Has not looked yet.
     *
     * @param period between two looks
     * @param clock nanoseconds from an arbitrary origin
     */
    Feeding(Lists lists, GraphSync sync, List<String> namespaces, Duration period, LongSupplier clock) {
        this.lists = lists;
        this.sync = sync;
        this.namespaces = namespaces;
        this.period = period;
        this.clock = clock;
    }

    /** True when every namespace was heard of at the last look. */
    boolean hasHeard() {
        return reasons.isEmpty();
    }

    /** Before the next look: the period, or less when something was not heard of. */
    Duration pause() {
        return pause;
    }

    /** Before the next look in any case. */
    Duration rest() {
        return lastLook.multipliedBy(REST);
    }

    /**
     * Looks once. True when a graph is another than at the last look.
     *
     * @throws UnusableEnvironmentException when no look can ever come to anything
     */
    boolean look() {
        long begun = clock.getAsLong();
        var outcome = sync.take(lists, namespaces);
        lastLook = Duration.ofNanos(clock.getAsLong() - begun);
        boolean hadHeard = hasHeard();
        say(outcome.unheard());
        if (outcome.unheard().isEmpty()) {
            pause = period;
        } else {
            var longer = hadHeard ? FIRST_PAUSE : pause.multipliedBy(2);
            pause = longer.compareTo(period) < 0 ? longer : period;
        }
        return outcome.graphsHaveChanged();
    }

    private void say(Map<String, KubernetesClientException> unheard) {
        var now = new HashMap<String, String>();
        unheard.forEach((namespace, failure) -> {
            if (failure.getCode() == HttpURLConnection.HTTP_BAD_REQUEST) {
                throw UnusableEnvironmentException.forFlag(
                        "--selector", reason(failure), "write labels as in `team=a,tier!=b`");
            }
            now.put(namespace, reason(failure));
        });
        now.forEach((namespace, reason) -> {
            if (!reason.equals(reasons.get(namespace))) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.NAMESPACE, namespace)
                        .addKeyValue(LogKeys.REASON, reason)
                        .log("the cluster cannot be asked for its graphs; what is served stays");
            }
        });
        reasons.keySet().stream()
                .filter(namespace -> !now.containsKey(namespace))
                .forEach(namespace -> LOG.atInfo()
                        .addKeyValue(LogKeys.NAMESPACE, namespace)
                        .log("the cluster can be asked for its graphs again"));
        reasons = now;
    }

    private static String reason(KubernetesClientException failure) {
        if (failure.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
            return "the cluster has no InferenceGraphs; `dromos deploy install` prints what it needs";
        }
        if (failure.getStatus() != null && failure.getStatus().getMessage() != null) {
            return failure.getStatus().getMessage();
        }
        return failure.getCause() == null
                ? String.valueOf(failure.getMessage())
                : failure.getMessage() + " " + root(failure.getCause());
    }

    private static Throwable root(Throwable cause) {
        var root = cause;
        for (int depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
            root = root.getCause();
        }
        return root;
    }
}

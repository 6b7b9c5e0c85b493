package dev.dromos.nodes.call;

import dev.dromos.graph.Graph;
import dev.dromos.graph.Timeouts;
import java.time.Duration;
import java.util.stream.Stream;

/** How long a whole graph may take: it must answer before Knative or our own write limit would cut its client off. */
public final class GraphDeadline {
    /** Room to write the answer in, never more than half of the time there is. */
    private static final Duration ROOM = Duration.ofMillis(500);

    /** Stands for "no limit": a {@code serverWrite} of 0 says so (contract R6). */
    private static final Duration UNLIMITED = Duration.ofDays(365);

    private GraphDeadline() {}

    /** Of a graph's own {@code deadline}, shorter where its {@link Timeouts} want it shorter. */
    public static Duration of(Graph graph) {
        var own = graph.terms().deadline();
        var limit = of(graph.timeouts());
        return own.isPositive() && own.compareTo(limit) < 0 ? own : limit;
    }

    public static Duration of(Timeouts timeouts) {
        return Stream.of(timeouts.revision(), timeouts.serverWrite())
                .filter(Duration::isPositive)
                .min(Duration::compareTo)
                .map(GraphDeadline::withRoom)
                .orElse(UNLIMITED);
    }

    private static Duration withRoom(Duration limit) {
        var half = limit.dividedBy(2);
        return limit.minus(ROOM.compareTo(half) < 0 ? ROOM : half);
    }
}

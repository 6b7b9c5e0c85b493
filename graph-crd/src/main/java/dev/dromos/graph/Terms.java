package dev.dromos.graph;

import java.time.Duration;
import java.util.List;

/**
 * What a graph says of the edge between itself and its clients.
 *
 * @param deadline of the whole answer; zero when the graph gives none and its {@link Timeouts} decide
 */
public record Terms(Duration deadline, ErrorStatus errorStatus, Propagation propagation) {

    /** Which HTTP status a failure is answered with. */
    public enum ErrorStatus {
        /** 500 for every failure; KServe's way. */
        KSERVE,
        /** 502, 503 or 504 where one fits. */
        PRECISE
    }

    /** Which of a client's headers every step gets. */
    public sealed interface Propagation {

        /** Those that the process was told. */
        record OfProcess() implements Propagation {}

        /** Those whose whole name matches one of these RE2 patterns, capitals not counted; each compiles. */
        record Only(List<String> patterns) implements Propagation {
            public Only {
                patterns = List.copyOf(patterns);
            }
        }
    }

    /** Those of a graph that says nothing about it. */
    public static Terms of(ApiGroup group) {
        var status = switch (group) {
            case KSERVE -> ErrorStatus.KSERVE;
            case DROMOS -> ErrorStatus.PRECISE;
        };
        return new Terms(Duration.ZERO, status, new Propagation.OfProcess());
    }
}

package dev.dromos.graph;

import java.time.Duration;
import java.util.List;

/** Whether a call that failed is made again. */
public sealed interface Retry {

    /** It is not. */
    record Never() implements Retry {}

    /**
     * It is, after a pause that doubles each time.
     *
     * @param times at most, beside the first call; 1 to 10
     * @param initialDelay upper bound of the first pause
     * @param maxDelay upper bound of every pause; not below {@code initialDelay}
     * @param causes that are worth another call; never empty
     */
    record UpTo(int times, Duration initialDelay, Duration maxDelay, List<Cause> causes) implements Retry {
        public UpTo {
            causes = List.copyOf(causes);
        }
    }

    /** Why a call may be made again. */
    sealed interface Cause {

        /** As the user writes it. */
        String text();

        /** The call did not get as far as an answer. */
        enum Fault implements Cause {
            /** No connection: refused, not made in time, or an unknown name. Nothing was sent. */
            CONNECT("connect"),
            /** Closed before the first byte of an answer. The server may have worked on the request. */
            RESET("reset"),
            /** The attempt's own {@code timeout} passed. The server may still be working on the request. */
            TIMEOUT("timeout");

            private final String text;

            Fault(String text) {
                this.text = text;
            }

            @Override
            public String text() {
                return text;
            }
        }

        /** The step answered with this status; 400 to 599. */
        record Status(int code) implements Cause {
            @Override
            public String text() {
                return String.valueOf(code);
            }
        }
    }
}

package dev.dromos.deploy.status;

/** How a graph's router is, by what the cluster says of its objects. */
public sealed interface RouterState {

    /** @param url where it answers */
    record Answering(String url) implements RouterState {}

    /**
     * It may answer soon.
     *
     * @param url where it has answered so far, as it does while its pods are replaced; empty when it has not
     */
    record Starting(String reason, String message, String url) implements RouterState {
        public Starting(String reason, String message) {
            this(reason, message, "");
        }
    }

    /**
     * It is not as it is to be, and will not be unless something changes.
     *
     * @param url where what was there before answers all the same, as it does when a roll-out fails; empty when nothing does
     */
    record Failing(String reason, String message, String url) implements RouterState {
        public Failing(String reason, String message) {
            this(reason, message, "");
        }
    }

    /** There is to be none. */
    record Stopped() implements RouterState {}

    /**
     * It was left as it was; {@code url} is where an older one answers, and empty when there is none.
     */
    record Left(String reason, String message, String url) implements RouterState {}
}

package dev.dromos.graph;

/** A branch's share of the requests, in percent. */
public record Weight(int percent) {

    /** What the weights of one Splitter sum to. */
    public static final int TOTAL = 100;

    public Weight {
        if (percent < 0 || percent > TOTAL) {
            throw new IllegalArgumentException("weight must be 0 to 100, found %d".formatted(percent));
        }
    }
}

package dev.dromos.graph.crd;

/** How large parts of a graph may be where nobody has said otherwise; the API server knows no other numbers than these. */
public final class Size {
    /** Nodes of a graph. */
    public static final int NODES = 64;

    /** Steps of a node. */
    public static final int STEPS = 64;

    /** Nodes below each other. */
    public static final int DEPTH = 16;

    /** Bytes of a condition, in UTF-8. */
    public static final int CONDITION = 1024;

    /** What fits a clock of nanoseconds, KServe's and ours: 292 years. */
    public static final long SECONDS = Long.MAX_VALUE / 1_000_000_000;

    /** Calls of a step beside the first. Whoever needs more has another trouble. */
    public static final int RETRIES = 10;

    /** Milliseconds between two calls of a step. */
    public static final long DELAY_MS = 300_000;

    /** Patterns of {@code headers.propagate}, each of which is asked about every header of every request. */
    public static final int PATTERNS = 32;

    /** Characters of such a pattern. */
    public static final int PATTERN = 256;

    /** Characters of a step's name, in a cluster: comparing each name with each has to stay within the API server's budget. */
    static final int NAME = 63;

    /** Characters of the name of a node or a service, in a cluster: as in DNS. */
    static final int REFERENCE = 253;

    /** Characters of a URL, in a cluster: as many as may be looked at within that budget. */
    static final int URL = 750;

    private Size() {}
}

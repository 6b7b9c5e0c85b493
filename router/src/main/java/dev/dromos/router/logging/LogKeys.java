package dev.dromos.router.logging;

/** The keys of log lines: the same thing is called the same everywhere, by the nodes too. */
public final class LogKeys {
    /** A request's id. */
    public static final String REQUEST = dev.dromos.nodes.logging.LogKeys.REQUEST;

    /** The HTTP status of an answer. */
    public static final String STATUS = "status";

    /** How long a request took, in microseconds. */
    public static final String MICROS = "micros";

    /** Which {@code StepFailure} a request came to. */
    public static final String FAILURE = "failure";

    /** Why a request did not get to the graph. */
    public static final String REFUSAL = "refusal";

    /** Which step of which node. */
    public static final String STEP = dev.dromos.nodes.logging.LogKeys.STEP;

    /** Which of many graphs: its namespace and its name. */
    public static final String GRAPH = "graph";

    public static final String NAMESPACE = "namespace";

    public static final String PORT = dev.dromos.nodes.logging.LogKeys.PORT;

    /** A propagation pattern, as the user wrote it. */
    public static final String PATTERN = "pattern";

    /** The name of a header; its value may be a secret. */
    public static final String HEADER = dev.dromos.nodes.logging.LogKeys.HEADER;
    /** A file that something is wrong with. */
    public static final String FILE = "file";

    /** What is wrong. */
    public static final String REASON = dev.dromos.nodes.logging.LogKeys.REASON;

    /** How long something is waited for. */
    public static final String LIMIT = "limit";

    /** The name of a thread. */
    public static final String THREAD = "thread";

    private LogKeys() {}
}

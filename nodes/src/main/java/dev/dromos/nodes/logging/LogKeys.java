package dev.dromos.nodes.logging;

/** The keys of the nodes' log lines: the same thing is called the same everywhere. */
public final class LogKeys {
    /** A request's id. */
    public static final String REQUEST = "request";

    public static final String STEP = "step";

    /** The name of a header; its value may be a secret. */
    public static final String HEADER = "header";

    public static final String HOST = "host";

    public static final String PORT = "port";

    /** What a host's name resolves to, or the host where it is not resolved. */
    public static final String ADDRESS = "address";

    /** What is wrong. */
    public static final String REASON = "reason";

    private LogKeys() {}
}

package dev.dromos.nodes.call;

/** The keys of the nodes' log lines: the same thing is called the same everywhere. */
public final class LogKeys {
    /** A request's id. */
    public static final String REQUEST = "request";

    static final String STEP = "step";

    /** The name of a header; its value may be a secret. */
    static final String HEADER = "header";

    static final String HOST = "host";

    static final String PORT = "port";

    /** What a host's name resolves to, or the host where it is not resolved. */
    static final String ADDRESS = "address";

    /** What is wrong. */
    static final String REASON = "reason";

    private LogKeys() {}
}

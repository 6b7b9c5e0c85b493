package dev.dromos.nodes.call;

/** Which HTTP status a failure is answered with ({@code --error-status}). */
public enum ErrorStatus {
    /** 500 for every failure, as KServe's router does; only a Switch without a matching case is 404. */
    KSERVE,
    /** 502 for a broken or unreachable step, 503 for a busy one, 504 for one that took too long. */
    PRECISE
}

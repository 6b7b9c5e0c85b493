package dev.dromos.router.ingress;

/** Why a client's connection is closed without an answer. */
public enum Cut {
    /** A head has not come to its end in time. */
    SLOW_HEAD,

    /** An answer has not been read in time. */
    SLOW_READER,

    /** Nothing has been asked for too long. */
    IDLE,

    /** Too many were open, and this one had been idle for longest. */
    CROWDED_OUT
}

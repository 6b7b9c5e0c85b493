package dev.dromos.router.ingress;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** Carries a {@link Refusal} through the pipeline, where a request that cannot be served is one whose decoding has failed. */
final class RefusedHeadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    RefusedHeadException(Refusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
    }

    /** @param cause of a failed decoding, Netty's own included */
    static Refusal refusal(Throwable cause) {
        return switch (cause) {
            case RefusedHeadException refused -> refused.refusal;
            case TooLongHttpLineException _ -> Refusal.LINE_TOO_LONG;
            case TooLongHttpHeaderException _ -> Refusal.HEADERS_TOO_LARGE;
            default -> Refusal.MALFORMED;
        };
    }
}

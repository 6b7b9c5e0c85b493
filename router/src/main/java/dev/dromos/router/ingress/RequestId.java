package dev.dromos.router.ingress;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** A request's name in the logs and in {@code X-Request-Id} of the answer: the client's own where it is fit for that. */
final class RequestId {
    static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-Id");

    private static final int MAX_LENGTH = 128;
    private static final HexFormat HEX = HexFormat.of();

    private RequestId() {}

    static String of(MultiMap headers) {
        var given = headers.get(HEADER);
        return given != null && isFit(given)
                ? given
                : HEX.toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /** Visible ASCII only, so that it can go into a log and a header as it is. */
    private static boolean isFit(String id) {
        return !id.isEmpty() && id.length() <= MAX_LENGTH && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}

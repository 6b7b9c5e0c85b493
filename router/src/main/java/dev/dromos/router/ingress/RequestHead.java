package dev.dromos.router.ingress;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;

/**
 * What the lines of a request's head say of its borders, gathered while they are read. Two servers in a row that read the same bytes
 * as different requests let the second one's client in by the first one's door; so whatever could be read in two ways is refused.
 */
final class RequestHead {
    private static final int MAX_HEADERS = 100;

    /** Fits a long: more digits are more than any body. */
    private static final int MAX_LENGTH_DIGITS = 18;

    private static final String HOST = "host";
    private static final String CONTENT_LENGTH = "content-length";
    private static final String TRANSFER_ENCODING = "transfer-encoding";

    private int lines;
    private int hosts;
    private int lengths;
    private int encodings;
    private boolean folded;
    private boolean nameless;

    void clear() {
        lines = 0;
        hosts = 0;
        lengths = 0;
        encodings = 0;
        folded = false;
        nameless = false;
    }

    void foldedLine() {
        folded = true;
    }

    /** One header's name, as it came. */
    void line(byte[] bytes, int start, int length) {
        lines++;
        switch (length) {
            case 0 -> nameless = true;
            case 4 -> hosts += count(bytes, start, HOST);
            case 14 -> lengths += count(bytes, start, CONTENT_LENGTH);
            case 17 -> encodings += count(bytes, start, TRANSFER_ENCODING);
            default -> {}
        }
    }

    private static int count(byte[] bytes, int start, String name) {
        for (int i = 0; i < name.length(); i++) {
            if ((bytes[start + i] | 0x20) != name.charAt(i)) {
                return 0;
            }
        }
        return 1;
    }

    /** Empty for a request that can be served. */
    Optional<Refusal> refusal(HttpRequest request) {
        var version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return Optional.of(Refusal.UNKNOWN_VERSION);
        }
        if (lines > MAX_HEADERS) {
            return Optional.of(Refusal.TOO_MANY_HEADERS);
        }
        if (nameless) {
            return Optional.of(Refusal.MALFORMED);
        }
        if (folded) {
            return Optional.of(Refusal.FOLDED_HEADER);
        }
        var method = request.method();
        if (method.equals(HttpMethod.CONNECT) || method.equals(HttpMethod.TRACE)) {
            return Optional.of(Refusal.FORBIDDEN_METHOD);
        }
        if (hosts > 1 || (hosts == 0 && version.equals(HttpVersion.HTTP_1_1))) {
            return Optional.of(Refusal.AMBIGUOUS_HOST);
        }
        if (hasAmbiguousLength(request)) {
            return Optional.of(Refusal.AMBIGUOUS_LENGTH);
        }
        return targetRefusal(request);
    }

    private boolean hasAmbiguousLength(HttpRequest request) {
        if (encodings > 0) {
            return encodings > 1
                    || lengths > 0
                    || request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                    || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                            request.headers().get(HttpHeaderNames.TRANSFER_ENCODING));
        }
        return lengths > 1 || (lengths == 1 && !isLength(request.headers().get(HttpHeaderNames.CONTENT_LENGTH)));
    }

    /** Digits and nothing else: not {@code +2}, which Java reads as 2. */
    private static boolean isLength(String value) {
        return !value.isEmpty()
                && value.length() <= MAX_LENGTH_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Optional<Refusal> targetRefusal(HttpRequest request) {
        var target = request.uri();
        if (!isVisible(target)) {
            return Optional.of(Refusal.UNUSABLE_TARGET);
        }
        if (target.startsWith("/") || (target.equals("*") && request.method().equals(HttpMethod.OPTIONS))) {
            return Optional.empty();
        }
        int scheme = target.indexOf("://");
        if (scheme < 0 || !target.regionMatches(true, 0, "http", 0, "http".length())) {
            return Optional.of(Refusal.UNUSABLE_TARGET);
        }
        var host = request.headers().get(HttpHeaderNames.HOST);
        return authority(target, scheme + "://".length()).equalsIgnoreCase(host)
                ? Optional.empty()
                : Optional.of(Refusal.AMBIGUOUS_HOST);
    }

    private static String authority(String target, int start) {
        int end = start;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        return target.substring(start, end);
    }

    private static boolean isVisible(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c == 0x7f) {
                return false;
            }
        }
        return true;
    }
}

package dev.dromos.nodes.call;

import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** How long a connection may be idle after an answer, by what the answer says of it (RFC 9112, 9.3 and 9.6). */
final class KeepAlive {
    private static final CharSequence HINT = HttpHeaders.createOptimized("keep-alive");
    private static final Pattern TIMEOUT = Pattern.compile("(?i)\\btimeout\\s*=\\s*\"?(\\d{1,6})");

    private KeepAlive() {}

    /**
     * Zero when the connection is not to be used again.
     *
     * @param longest what we allow; a server can only shorten it
     */
    static Duration of(HttpClientResponse response, Duration longest) {
        var connection = response.getHeader(HttpHeaders.CONNECTION);
        if (connection == null ? response.version() != HttpVersion.HTTP_1_1 : !stays(connection, response.version())) {
            return Duration.ZERO;
        }
        if (announcesABodyThatCannotBe(response)) {
            return Duration.ZERO;
        }
        var hint = response.getHeader(HINT);
        return hint == null ? longest : hinted(hint, longest);
    }

    /** A server that sends it all the same would have it read as the beginning of its next answer. */
    private static boolean announcesABodyThatCannotBe(HttpClientResponse response) {
        return !HttpStatus.hasBody(response.statusCode())
                && (response.headers().contains(HttpHeaders.CONTENT_LENGTH)
                        || response.headers().contains(HttpHeaders.TRANSFER_ENCODING));
    }

    private static boolean stays(String connection, HttpVersion version) {
        var options = connection.toLowerCase(Locale.ROOT);
        return !options.contains("close") && (version == HttpVersion.HTTP_1_1 || options.contains("keep-alive"));
    }

    /** What the value of a {@code Keep-Alive} header makes of it. */
    static Duration hinted(String hint, Duration longest) {
        var timeout = TIMEOUT.matcher(hint);
        if (!timeout.find()) {
            return longest;
        }
        var given = Duration.ofSeconds(Long.parseLong(timeout.group(1)));
        return given.compareTo(longest) < 0 ? given : longest;
    }
}

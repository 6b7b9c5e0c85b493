package dev.dromos.nodes.call;

import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.regex.Pattern;

/** When a busy server wants to be asked again (RFC 9110, 10.2.3). A date is not read: it would be by another clock than ours. */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {}

    /** Zero when it does not say, or says something else than whole seconds. */
    static Duration of(HttpClientResponse response) {
        var value = response.getHeader(HttpHeaders.RETRY_AFTER);
        return value == null ? Duration.ZERO : of(value.strip());
    }

    private static Duration of(String value) {
        return SECONDS.matcher(value).matches() ? Duration.ofSeconds(Long.parseLong(value)) : Duration.ZERO;
    }
}

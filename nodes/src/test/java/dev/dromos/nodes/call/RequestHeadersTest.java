package dev.dromos.nodes.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpHeaders;
import org.junit.jupiter.api.Test;

class RequestHeadersTest {
    private static final CharSequence HOST = "models";

    @Test
    void aRefusedHeaderIsToldByItsNameAloneSinceItsValueMayBeASecret() {
        var request = Calls.request("{}", new Header("X-Good", "1"), new Header("Authorization", "secret\r\nX: y"));

        var refused = RequestHeaders.write(HttpHeaders.headers(), HOST, request);

        assertThat(refused).contains("Authorization");
    }

    @Test
    void nothingIsToldOfHeadersThatAreWritten() {
        var headers = HttpHeaders.headers();

        assertThat(RequestHeaders.write(headers, HOST, Calls.request("{}", new Header("X-Good", "1"))))
                .isEmpty();
        assertThat(headers.get("x-good")).isEqualTo("1");
    }
}

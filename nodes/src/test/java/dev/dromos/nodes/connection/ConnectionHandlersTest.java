package dev.dromos.nodes.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.testing.Answer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stands in the pipeline of a connection finds its place there, by names that are Vert.x's own. */
final class ConnectionHandlersTest {
    @RegisterExtension
    final PoolBed bed = new PoolBed();

    @Test
    @DisplayName("A15 less than a line behind an answer is noticed")
    void noticesResidue() throws Exception {
        bed.server().script(_ -> Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}x"));
        var http = connect();
        var residue = Residue.of(http);
        assertThat(residue.isThere()).isFalse();

        assertThat(ask(http).await(5, TimeUnit.SECONDS)).hasToString("{}");

        await().until(residue::isThere);
    }

    @Test
    @DisplayName("nothing is behind an answer whose length is right")
    void noticesNoResidue() throws Exception {
        var http = connect();
        var residue = Residue.of(http);

        assertThat(ask(http).await(5, TimeUnit.SECONDS)).hasToString("{}");
        assertThat(ask(http).await(5, TimeUnit.SECONDS)).hasToString("{}");

        await().until(() -> !residue.isThere()); // a turn of its event loop later
    }

    @Test
    @DisplayName("an answer on a connection that is given up is no answer")
    void hearsNothing() throws Exception {
        bed.server().script(_ -> Answer.of(200, "{}").thenClose());
        var http = connect();
        Deafness.of(http);

        assertThatThrownBy(() -> ask(http).await(5, TimeUnit.SECONDS)).isInstanceOf(HttpClosedException.class);
    }

    private HttpClientConnection connect() throws Exception {
        return bed.connect().await(5, TimeUnit.SECONDS);
    }

    private static Future<Buffer> ask(HttpClientConnection http) {
        return http.request(new RequestOptions().setURI("/"))
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::body);
    }
}

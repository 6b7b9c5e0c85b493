package dev.dromos.nodes.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.StepResult.Answered;
import dev.dromos.nodes.call.StepResult.Failed;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A28: whatever bytes a step's server answers with, then closes. */
final class StepAnswerFuzzTest {
    private static final Answer GOOD = Answer.of(200, "{}");
    private static final int MAX_RESPONSE_BYTES = 10_000;

    /** Nothing else runs on this Vert.x, so whatever escapes a handler is the fault of the call under test. */
    private static final List<Throwable> ESCAPED = new CopyOnWriteArrayList<>();

    private static Vertx vertx;
    private static PredictorClient client;
    private static FakeModelServer server;
    private static Call call;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx().exceptionHandler(ESCAPED::add);
        client = PredictorClient.create(vertx, ClientSettings.DEFAULT.withMaxResponseBytes(MAX_RESPONSE_BYTES));
        server = FakeModelServer.answering(GOOD);
        call = client.call(Calls.STEP, server.url(), Duration.ZERO);
    }

    @AfterAll
    static void stop() {
        server.close();
        Calls.await(client.close());
        Calls.await(vertx.close());
    }

    @FuzzTest
    void anAnswerIsWholeOrAFailureAndTheNextCallDoesNotNotice(byte[] data) {
        server.script(_ -> Answer.raw(data).thenClose());
        var result = Calls.await(call.call(Calls.request("{}")));
        server.script(_ -> GOOD);
        var next = Calls.await(call.call(Calls.request("{}")));
        server.forget();

        switch (result) {
            case Answered(var status, var body, var _) -> assertIsOf(data, status, body);
            case Failed(var failure) -> assertThat(failure).isInstanceOf(StepFailure.BadPayload.class);
        }
        assertThat(next).isEqualTo(new Answered(200, Calls.payload("{}")));
        assertThat(ESCAPED).isEmpty();
    }

    /** Bytes in are bytes out: unless a coding hides them, the body is a part of what was sent behind a head. */
    private static void assertIsOf(byte[] data, int status, Payload body) {
        var sent = new String(data, StandardCharsets.ISO_8859_1);
        var got = new String(body.dangerouslySharedBytes(), StandardCharsets.ISO_8859_1);
        var lower = sent.toLowerCase(Locale.ROOT);

        assertThat(status).isBetween(200, 599);
        assertThat(sent).contains(String.valueOf(status));
        assertThat(body.size()).isLessThanOrEqualTo(MAX_RESPONSE_BYTES);
        if (!lower.contains("chunked") && !lower.contains("gzip")) {
            assertThat(sent.substring(sent.indexOf('\n') + 1)).contains(got);
        }
    }
}

package dev.dromos.nodes.call;

import static dev.dromos.nodes.call.Calls.STEP;
import static dev.dromos.nodes.call.Calls.await;
import static dev.dromos.nodes.call.Calls.payload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.body.BodyRoom;
import dev.dromos.nodes.body.ByteBudget;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.StepResult.Failed;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import dev.dromos.nodes.testing.Gzip;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers and the memory that there is for them (fault D2). */
final class HttpCallRoomTest {
    private static final int SIZE = 100_000;
    private static final byte[] BODY = "a".repeat(SIZE).getBytes(StandardCharsets.US_ASCII);

    @RegisterExtension
    final Calls calls = new Calls();

    private final Cancellation cancellation = new Cancellation();

    static List<Answer> answers() {
        return List.of(
                Answer.of(200, List.of(), BODY),
                Answer.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
                        .formatted(SIZE, "a".repeat(SIZE))),
                Answer.of(200, List.of("Content-Encoding: gzip"), Gzip.pack(BODY)));
    }

    @ParameterizedTest
    @DisplayName("D2 an answer takes room for its bytes, until it is let go")
    @MethodSource("answers")
    void anAnswerTakesRoom(Answer answer) {
        var budget = new ByteBudget(10L * SIZE);
        try (var server = FakeModelServer.answering(answer)) {
            var result = await(calls.to(server.url()).call(request(budget.lease())));

            assertThat(result).isEqualTo(new StepResult.Answered(200, Payload.of(BODY, "")));
            assertThat(budget.held()).isEqualTo(SIZE);
            result.letGo();
            assertThat(budget.held()).isZero();
        }
    }

    @ParameterizedTest
    @DisplayName("D2 an answer that does not fit fails and leaves nothing")
    @MethodSource("answers")
    void anAnswerThatDoesNotFitFails(Answer answer) {
        var budget = new ByteBudget(SIZE - 1);
        try (var server = FakeModelServer.answering(answer)) {
            var result = await(calls.to(server.url()).call(request(budget.lease())));

            assertThat(result).isEqualTo(new Failed(new StepFailure.OutOfMemory(STEP.toString())));
            assertThat(budget.held()).isZero();
        }
    }

    @Test
    @DisplayName("D2 half an answer leaves nothing when its request is cancelled, or its server closes")
    void halfAnAnswerLeavesNothing() {
        var half = "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(2 * SIZE, "a".repeat(SIZE));
        var budget = new ByteBudget(10L * SIZE);
        try (var server = FakeModelServer.answering(
                Answer.raw(half).thenHold(), Answer.raw(half).thenClose())) {
            var held = calls.to(server.url()).call(request(budget.lease()));
            Awaitility.await().until(() -> budget.held() >= SIZE);

            cancellation.cancel();

            assertThat(await(held)).isEqualTo(new Failed(new StepFailure.Cancelled(STEP)));
            assertThat(budget.held()).isZero();
            var other = new RequestContext(
                    "test",
                    List.of(),
                    Deadline.in(Duration.ofSeconds(10), System::nanoTime),
                    new Cancellation(),
                    0,
                    budget.lease());
            assertThat(await(calls.to(server.url()).call(new StepRequest(payload("{}"), other))))
                    .isInstanceOf(Failed.class);
            assertThat(budget.held()).isZero();
        }
    }

    @Test
    @DisplayName("D2 a small answer is not counted")
    void smallAnswersAreNotCounted() {
        var budget = new ByteBudget(0);
        try (var server = FakeModelServer.answering(200, "\"" + "a".repeat(8000) + "\"")) {
            assertThat(await(calls.to(server.url()).call(request(budget.lease()))))
                    .isInstanceOf(StepResult.Answered.class);
        }
    }

    private StepRequest request(BodyRoom room) {
        var deadline = Deadline.in(Duration.ofSeconds(10), System::nanoTime);
        return new StepRequest(payload("{}"), new RequestContext("test", List.of(), deadline, cancellation, 0, room));
    }
}

package dev.dromos.router.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.testing.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets (R23 to R26). */
final class ResponseContractTest {
    private static final String ONE_STEP = """
            nodes:
              root:
                routerType: Sequence
                steps:
                - {serviceUrl: "${m1}"}
            """;

    @RegisterExtension
    final TestBed bed = new TestBed();

    @ParameterizedTest(name = "R23 {0}")
    @DisplayName("R23 any valid JSON is application/json, whatever the step called it, byte for byte")
    @ValueSource(
            strings = {
                "{\"a\":1.0,\"a\":12345678901234567890,\"b\":\"<>&\"}",
                " [1e400, 1E+2]\r\n",
                "5",
                "\"text\"",
                "null",
                "true"
            })
    void validJsonIsJson(String body) throws Exception {
        bed.model("m1", Answer.of(200, List.of("Content-Type: text/html"), body.getBytes(StandardCharsets.UTF_8)));
        bed.serve(ONE_STEP);

        var reply = bed.post("{}");

        reply.isExactly(200, body);
        assertThat(reply.headers("Content-Type")).containsExactly("application/json");
        assertThat(reply.headers("X-Content-Type-Options")).isEmpty();
    }

    @ParameterizedTest(name = "R23 {0} becomes {1}")
    @DisplayName("R23 what is not JSON keeps the step's content type, or is octets, and is not to be sniffed")
    @CsvSource({
        "'Content-Type: text/csv; charset=utf-8', text/csv; charset=utf-8",
        "'X-None: 1', application/octet-stream"
    })
    void otherBodiesKeepTheirType(String header, String contentType) throws Exception {
        var body = new byte[] {'a', ',', (byte) 0xff, 0, '{'};
        bed.model("m1", Answer.of(200, List.of(header), body));
        bed.serve(ONE_STEP);

        var reply = bed.post("{}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().dangerouslySharedBytes()).isEqualTo(body);
        assertThat(reply.headers("Content-Type")).containsExactly(contentType);
        assertThat(reply.headers("X-Content-Type-Options")).containsExactly("nosniff");
    }

    @Test
    @DisplayName("R23 what a step calls JSON is called JSON, and not read to find out")
    void whatAStepCallsJsonIsCalledJson() throws Exception {
        bed.model("m1", Answer.of(200, List.of("Content-Type: application/json"), new byte[] {'{'}));
        bed.serve(ONE_STEP);

        var reply = bed.post("{}");

        reply.isExactly(200, "{");
        assertThat(reply.headers("Content-Type")).containsExactly("application/json");
    }

    @Test
    @DisplayName("R23 an empty body has no content type and length 0")
    void emptyBodyHasNoType() throws Exception {
        bed.model("m1", Answer.of(200, List.of("Content-Type: application/json"), new byte[0]));
        bed.serve(ONE_STEP);

        var reply = bed.post("{}");

        reply.isExactly(200, "");
        assertThat(reply.headers("Content-Type")).isEmpty();
        assertThat(reply.headers("Content-Length")).containsExactly("0");
    }

    @Test
    @DisplayName("R24 no header of a step reaches the client, and none of the client's comes back")
    void noHeaderIsRelayed() throws Exception {
        bed.model(
                "m1",
                Answer.of(
                        200,
                        List.of(
                                "Set-Cookie: s=1",
                                "Retry-After: 1",
                                "X-Custom: 1",
                                "Server: uvicorn",
                                "traceparent: 00-1-1-01",
                                "Connection: X-Custom"),
                        "{}".getBytes(StandardCharsets.UTF_8)));
        bed.propagating("X-.*").serve(ONE_STEP);

        var reply = bed.send(Request.post("{}").header("X-Client", "1").header("Authorization", "Bearer t"));

        assertThat(reply.headers())
                .extracting(header -> header.name().toLowerCase(Locale.ROOT))
                .containsExactlyInAnyOrder("content-type", "content-length", "x-request-id");
    }

    @ParameterizedTest(name = "R24 {0}")
    @DisplayName("R24 the status of the last step is the client's")
    @ValueSource(ints = {200, 201, 204, 304, 400, 404, 418, 429, 500, 503, 599})
    void statusIsPassedThrough(int status) throws Exception {
        bed.model(
                "m1",
                status == 204 || status == 304
                        ? Answer.raw("HTTP/1.1 " + status + " Scripted\r\n\r\n")
                        : Answer.of(status, "{\"s\":1}"));
        bed.serve(ONE_STEP);

        var reply = bed.post("{}");

        reply.isExactly(status, status == 204 || status == 304 ? "" : "{\"s\":1}");
    }

    @Test
    @DisplayName("R25 a failure is KServe's error object, without the step's address")
    void failureIsKServesErrorObject() throws Exception {
        bed.unreachable("m1");
        bed.serve(ONE_STEP);

        var reply = bed.post("{}");

        reply.isFailure(500, "step 0 of node `root`: connection failed");
        assertThat(reply.body().toString()).doesNotContain("127.0.0.1");
    }

    @Test
    @DisplayName("R26 a chunked answer that comes slowly is passed on whole")
    void slowChunksArePassedOnWhole() throws Exception {
        bed.model(
                "m1",
                Answer.raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
                        .thenSend("8\r\ndata: 1\n\r\n")
                        .thenPause(Duration.ofMillis(50))
                        .thenSend("8\r\ndata: 2\n\r\n0\r\n\r\n"));
        bed.serve(ONE_STEP);

        var reply = bed.post("{}");

        reply.isExactly(200, "data: 1\ndata: 2\n");
        assertThat(reply.headers("Content-Type")).containsExactly("text/event-stream");
        assertThat(reply.headers("Content-Length")).containsExactly("16");
    }
}

package dev.dromos.bench.parity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What clients ask a graph, and how they see the answer. */
final class Requests implements AutoCloseable {
    static final List<String> BODIES = List.of(
            "{\"instances\":[[1,2]]}",
            "{\"predictions\":[1]}",
            "{\"decision\":\"A\",\"a\":{\"b\":3},\"tags\":[\"x\",\"y\"]}",
            "{\"name\":\"abc\",\"x\":\"abc\",\"ok\":false}",
            "{\"predictions\":[{\"p\":0.9,\"label\":\"cat\"}],\"name\":\"b\"}",
            "{\"decision\":\"B\",\"predictions\":\"z\",\"instances\":[]}",
            "[1,2]",
            "\"text\"",
            "{}");

    /** The header that says for which question a step is called. */
    static final String QUESTION = "X-Asked-For";

    /** Given to both routers as {@code PROPAGATE_HEADERS}. */
    static final String PROPAGATED = "^Accept$,^Authorization$,^X-Asked";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicInteger asked = new AtomicInteger();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Observation ask(int port, String body, Models models) throws InterruptedException {
        var question = Integer.toString(asked.incrementAndGet());
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/".formatted(port)))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Accept", "*/*")
                .header("Authorization", "Bearer token")
                .header(QUESTION, question)
                .header("X-Not-Asked-For", "1")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            var type =
                    answer.headers().firstValue("Content-Type").orElse("none").split(";", 2)[0];
            return new Observation(
                    answer.statusCode(), type, Observation.canonical(answer.body()), models.calls(question));
        } catch (HttpTimeoutException _) {
            return new Observation(Observation.SILENT, "none", "", models.calls(question));
        } catch (IOException _) {
            return new Observation(Observation.CLOSED, "none", "", models.calls(question));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

package dev.dromos.router.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --watch}: a better graph is served, a worse one is not, and no request notices. */
final class WatchTest {
    private static final int RELOADS = 50;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void everyNewGraphIsServedAndNoRequestIsLost(@TempDir Path directory) throws Exception {
        var file = directory.resolve("graph.yaml");
        try (var model = FakeModelServer.running(request -> Answer.of(200, '"' + request.target() + '"'))) {
            write(file, graph(model, 0));
            try (var run = ServedProcess.start(directory, List.of(), "run", "graph.yaml", "--watch", "--port", "0")) {
                var load = Load.start(() -> get(run.port()));
                for (int i = 1; i <= RELOADS; i++) {
                    var expected = "200 \"/%d\"".formatted(i);
                    write(file, graph(model, i));
                    await().pollInterval(Duration.ofMillis(10))
                            .until(() -> get(run.port()).equals(expected));
                }
                load.stop();

                assertThat(load.answers()).isGreaterThan(RELOADS);
                assertThat(load.others()).isEmpty();
            }
        }
    }

    @Test
    void graphWithAMistakeLeavesTheOldOne(@TempDir Path directory) throws Exception {
        var file = directory.resolve("graph.yaml");
        try (var model = FakeModelServer.running(request -> Answer.of(200, '"' + request.target() + '"'))) {
            write(file, graph(model, 0));
            try (var run = ServedProcess.start(directory, List.of(), "run", "graph.yaml", "--watch", "--port", "0")) {
                write(file, "nodes: {root: {routerType: Sequence}}");
                await().until(() -> run.said().contains("still serving the old graph"));
                assertThat(run.said())
                        .contains(
                                "graph.yaml:1:9: error: spec.nodes.root.steps: a Sequence must have steps, found none");
                assertThat(get(run.port())).isEqualTo("200 \"/0\"");

                write(file, graph(model, 1));
                await().until(() -> get(run.port()).equals("200 \"/1\""));
            }
        }
    }

    @Test
    void graphWhoseCertificatesCannotBeReadLeavesTheOldOne(@TempDir Path directory) throws Exception {
        var file = directory.resolve("graph.yaml");
        try (var model = FakeModelServer.answering(200, "0")) {
            write(file, graph(model, 0));
            try (var run = ServedProcess.start(
                    directory, List.of(), "run", "graph.yaml", "--watch", "--port", "0", "--step-ca", "missing.pem")) {
                write(file, "nodes: {root: {routerType: Sequence, steps: [{serviceUrl: 'https://iris/'}]}}");
                await().until(() -> run.said()
                        .contains("still serving the old graph: --step-ca: cannot read `missing.pem`; "
                                + "name PEM files that can be read, or give none"));
                assertThat(get(run.port())).isEqualTo("200 0");
            }
        }
    }

    private static String graph(FakeModelServer model, int version) {
        return "nodes: {root: {routerType: Sequence, steps: [{serviceUrl: \"%s\"}]}}\n"
                .formatted(model.url("/" + version));
    }

    /** As editors do: a new file takes the place of the old one. */
    private static void write(Path file, String text) throws IOException {
        var next = file.resolveSibling("graph.yaml.new");
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private String get(int port) throws IOException, InterruptedException {
        var response = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/".formatted(port)))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    /** One client that asks again and again, and what it got that was not the model's answer. */
    private static final class Load {
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicInteger answers = new AtomicInteger();
        private final ConcurrentHashMap.KeySetView<String, Boolean> others = ConcurrentHashMap.newKeySet();
        private final Request request;
        private final Thread thread = Thread.ofVirtual().unstarted(this::run);

        @FunctionalInterface
        interface Request {
            String send() throws IOException, InterruptedException;
        }

        private Load(Request request) {
            this.request = request;
        }

        static Load start(Request request) {
            var load = new Load(request);
            load.thread.start();
            return load;
        }

        void stop() throws InterruptedException {
            stopped.set(true);
            thread.join();
        }

        int answers() {
            return answers.get();
        }

        Set<String> others() {
            return others;
        }

        private void run() {
            while (!stopped.get()) {
                try {
                    var answer = request.send();
                    answers.incrementAndGet();
                    if (!answer.matches("200 \"/\\d+\"")) {
                        others.add(answer);
                    }
                } catch (IOException lost) {
                    others.add(lost.toString());
                } catch (InterruptedException _) {
                    return;
                }
            }
        }
    }
}

package dev.dromos.router.training;

import dev.dromos.router.cli.Dromos;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A {@code serve} that asks itself: real requests through every kind of node, answers that are JSON, text and errors, readiness, then an
 * orderly end. A JVM that is told to record writes an AOT cache from it. Exits 0 when every answer was right.
 *
 * @see <a href="docs/adr/0002-the-build-makes-an-aot-cache.md">ADR 2</a>
 */
public final class TrainingRun {
    /** Enough for all classes and call sites; more would only teach the compiler, which is not recorded. */
    private static final int ROUNDS = 20;

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 10;
    private static final int FAILED = 3;

    /** What is asked, and how each answer begins. */
    private static final List<Lesson> LESSONS = List.of(
            new Lesson("GET", "/readyz", "", "200", ""),
            new Lesson("POST", "/", "{\"instances\":[1,2]}", "200", "{\"one\":"),
            new Lesson("POST", "/v1/models/any:predict", "{\"ask\":\"text\"}", "500", "{\"error\""),
            new Lesson("POST", "/", "{\"ask\":\"error\"}", "200", "{\"error\""),
            new Lesson("POST", "/", "{\"ask\":\"nothing\"}", "404", "{\"error\""),
            new Lesson("POST", "/", "no JSON at all", "404", "{\"error\""));

    private record Lesson(String method, String path, String body, String status, String answer) {}

    private TrainingRun() {}

    public static void main(String[] arguments) throws IOException {
        var steps = StepServer.start();
        int port = freePort();
        Thread.ofPlatform().name("training").start(() -> teach(port));
        Dromos.main(new String[] {
            "serve",
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--quiet-period",
            "0s",
            "--wake",
            "all",
            "--graph-json",
            TrainingGraph.at(steps.address())
        });
    }

    private static void teach(int port) {
        try (var connection = connect(port)) {
            var in = new BufferedInputStream(connection.getInputStream());
            for (int round = 0; round < ROUNDS; round++) {
                for (var lesson : LESSONS) {
                    connection.getOutputStream().write(request(lesson));
                    check(lesson, Wire.line(in), Wire.body(in));
                }
            }
        } catch (IOException | InterruptedException | IllegalStateException e) {
            System.err.println("dromos: the training run failed: " + e);
            Runtime.getRuntime().halt(FAILED);
        }
        System.exit(0); // as a signal does, so that an orderly end is learnt too
    }

    private static byte[] request(Lesson lesson) {
        return Wire.request(lesson.method(), lesson.path(), lesson.body()).getBytes(StandardCharsets.US_ASCII);
    }

    private static void check(Lesson lesson, String statusLine, String body) {
        if (!statusLine.contains(" " + lesson.status() + " ") || !body.startsWith(lesson.answer())) {
            throw new IllegalStateException("%s is answered `%s` `%s`".formatted(lesson, statusLine, body));
        }
    }

    private static Socket connect(int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                var connected = new Socket(InetAddress.getLoopbackAddress(), port);
                connected.setSoTimeout(
                        Math.toIntExact(START_LIMIT.toMillis())); // an answer that never comes is a failure too
                return connected;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

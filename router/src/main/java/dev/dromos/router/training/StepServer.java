package dev.dromos.router.training;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The model servers of a training run, on a free loopback port: sockets and threads, so that nothing of theirs is learnt. */
final class StepServer {
    private static final int BACKLOG = 64;

    private final ServerSocket server;

    private StepServer(ServerSocket server) {
        this.server = server;
    }

    /** Serves until the process ends. */
    static StepServer start() throws IOException {
        var started = new StepServer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
        Thread.ofPlatform().daemon().name("steps").start(started::accept);
        return started;
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var connection = server.accept();
                Thread.ofPlatform().daemon().name("step").start(() -> serve(connection));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            var out = connection.getOutputStream();
            for (var line = Wire.line(in); !line.isEmpty(); line = Wire.line(in)) {
                Wire.body(in);
                out.write(answer(line).getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException _) {
            // the router has closed the connection
        }
    }

    private static String answer(String requestLine) {
        if (requestLine.contains(TrainingGraph.ERROR)) {
            return Wire.answer("503 Service Unavailable", "application/json", "{\"error\":\"trained for\"}");
        }
        return requestLine.contains(TrainingGraph.TEXT)
                ? Wire.answer("200 OK", "text/plain", "not JSON")
                : Wire.answer("200 OK", "application/json", "{\"predictions\":[1,2,3],\"instances\":[4]}");
    }
}

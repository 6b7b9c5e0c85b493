package dev.dromos.bench.soak;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Clients of the router: each asks one thing after the other, at a pace, and knows what must come back. */
final class Traffic {
    private static final int CLIENTS = 32;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final String LENGTH = "content-length:";

    private final int port;
    private final LongAdder requests = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder wrong = new LongAdder();

    /** Of each kind one, for the report. */
    private final Map<String, String> examples = new ConcurrentHashMap<>();

    Traffic(int port) {
        this.port = port;
    }

    long requests() {
        return requests.sum();
    }

    /** Requests that ended without an answer. */
    long lost() {
        return lost.sum();
    }

    /** Answers other than the scenario's. */
    long wrong() {
        return wrong.sum();
    }

    Map<String, String> examples() {
        return Map.copyOf(examples);
    }

    /**
     * Sends for a while; returns requests a second.
     *
     * @param perSecond all clients together; zero for as many as come back
     */
    double run(Duration time, double perSecond) {
        long before = requests();
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        long pause = perSecond == 0 ? 0 : (long) (1e9 * CLIENTS / perSecond);
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                var dice = new Random(begun + i);
                clients.execute(() -> client(end, pause, dice));
            }
        }
        return (requests() - before) / ((System.nanoTime() - begun) / 1e9);
    }

    private void client(long end, long pause, Random dice) {
        var connection = new Connection(port);
        long due = System.nanoTime() + (pause == 0 ? 0 : dice.nextLong(pause));
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(pause == 0 ? 0 : due - System.nanoTime());
            due += pause;
            ask(connection, draw(dice));
        }
        connection.close();
    }

    private static Scenario draw(Random dice) {
        int at = dice.nextInt(100);
        for (var scenario : Scenario.ALL) {
            at -= scenario.share();
            if (at < 0) {
                return scenario;
            }
        }
        throw new IllegalStateException("shares must sum to 100, found " + (100 - at));
    }

    private void ask(Connection connection, Scenario scenario) {
        requests.increment();
        try {
            if (scenario.leaves()) {
                connection.sendAndLeave(scenario.request());
                return;
            }
            var answer = connection.ask(scenario.request());
            if (answer.status() != scenario.status() || !scenario.right().test(answer.body())) {
                wrong.increment();
                examples.putIfAbsent("wrong: " + scenario.name(), answer.toString());
            }
        } catch (IOException e) {
            lost.increment();
            examples.putIfAbsent("lost: " + scenario.name(), e.toString());
            connection.close();
        }
    }

    private record Answer(int status, String body) {}

    /** Kept open as long as it works. */
    private static final class Connection {
        private final int port;
        private Socket socket = new Socket();
        private InputStream in = InputStream.nullInputStream();

        private Connection(int port) {
            this.port = port;
        }

        Answer ask(byte[] request) throws IOException {
            send(request);
            int status = Integer.parseInt(line().split(" ", -1)[1]);
            int length = 0;
            boolean last = false;
            for (var line = line(); !line.isEmpty(); line = line()) {
                var lower = line.toLowerCase(Locale.ROOT);
                last |= lower.equals("connection: close");
                if (lower.startsWith(LENGTH)) {
                    length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
                }
            }
            var body = in.readNBytes(length);
            if (body.length < length) {
                throw new EOFException("%d of %d bytes".formatted(body.length, length));
            }
            if (last) {
                close();
            }
            return new Answer(status, new String(body, StandardCharsets.UTF_8));
        }

        void sendAndLeave(byte[] request) throws IOException {
            send(request);
            LockSupport.parkNanos(5_000_000);
            close();
        }

        void close() {
            try {
                socket.close();
            } catch (IOException _) {
                // closed all the same
            }
        }

        private void send(byte[] request) throws IOException {
            if (socket.isClosed() || !socket.isConnected()) {
                socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(TIMEOUT_MILLIS);
                in = new BufferedInputStream(socket.getInputStream());
            }
            socket.getOutputStream().write(request);
        }

        private String line() throws IOException {
            var line = new StringBuilder();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new EOFException("no answer");
                }
                line.append((char) b);
            }
            return line.toString().strip();
        }
    }
}

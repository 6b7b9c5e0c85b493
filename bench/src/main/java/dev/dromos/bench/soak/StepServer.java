package dev.dromos.bench.soak;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The steps' server of a soak: does with a request what its path says, and knows which connections are open. */
final class StepServer implements AutoCloseable {
    private static final byte[] ANSWER = bytes(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 27\r\n\r\n{\"predictions\":[0.25,0.25]}");
    private static final byte[] TRUNCATED = bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"predictions\":");
    private static final byte[] MALFORMED = bytes("this is not HTTP at all\r\n\r\n");
    private static final String LENGTH = "content-length:";

    private final ServerSocket listener;
    private final String refusing;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private StepServer(ServerSocket listener, String refusing) {
        this.listener = listener;
        this.refusing = refusing;
    }

    static StepServer start() throws IOException {
        var listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        var server = new StepServer(listener, "http://127.0.0.1:1/"); // tcpmux: nobody listens there
        Thread.ofVirtual().name("step-server").start(server::accept);
        return server;
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** Where nothing listens. */
    String refusing() {
        return refusing;
    }

    /** Which the router holds now. */
    int connections() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                Thread.ofVirtual().name("step-connection").start(() -> serve(socket));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            for (var path = request(in); !path.isEmpty(); path = request(in)) {
                if (!answered(path, socket, in)) {
                    return;
                }
            }
        } catch (IOException _) {
            // the router has closed it, which it may
        } finally {
            open.remove(socket);
        }
    }

    /** False when that was the connection's last request. */
    private static boolean answered(String path, Socket socket, InputStream in) throws IOException {
        OutputStream out = socket.getOutputStream();
        return switch (path) {
            case "/answer" -> {
                out.write(ANSWER);
                yield true;
            }
            case "/reset" -> {
                socket.setSoLinger(true, 0);
                yield false;
            }
            case "/truncated" -> {
                out.write(TRUNCATED);
                yield false;
            }
            case "/malformed" -> {
                out.write(MALFORMED);
                yield false;
            }
            case "/held" -> in.read() > 0; // until the router closes
            default -> throw new IOException("no such path " + path);
        };
    }

    /** The path of the next request, whose body is dropped; empty at the end of the connection. */
    private static String request(InputStream in) throws IOException {
        var first = line(in);
        if (first.isEmpty()) {
            return "";
        }
        long length = 0;
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith(LENGTH)) {
                length = Long.parseLong(lower.substring(LENGTH.length()).strip());
            }
        }
        in.skipNBytes(length);
        return first.split(" ", -1)[1];
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.append((char) b);
        }
        return line.toString().strip();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

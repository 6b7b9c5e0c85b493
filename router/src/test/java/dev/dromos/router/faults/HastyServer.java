package dev.dromos.router.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A model server that answers as soon as it has a request's head, ends its half of the connection, and leaves the body lying. */
final class HastyServer implements AutoCloseable {
    /** Small, so that a large body is not in the system's hands before the answer is. */
    private static final int RECEIVE_BYTES = 64 * 1024;

    private static final int PATIENCE_MILLIS = 5_000;

    private final ServerSocket listener;
    private final byte[] answer;
    private final List<Socket> answered = new CopyOnWriteArrayList<>();

    private HastyServer(ServerSocket listener, String answer) {
        this.listener = listener;
        this.answer = answer.getBytes(StandardCharsets.ISO_8859_1);
        Thread.ofVirtual().name("hasty-server").start(this::serve);
    }

    static HastyServer answering(int status, String json) throws IOException {
        var listener = new ServerSocket();
        listener.setReceiveBufferSize(RECEIVE_BYTES); // before it is bound: each connection takes it over
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new HastyServer(
                listener, "HTTP/1.1 %d Hasty\r\nContent-Length: %d\r\n\r\n%s".formatted(status, json.length(), json));
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** Bytes of bodies that were still to come, on every connection so far, until its client had ended it. */
    long readToTheEnd() throws IOException {
        long bytes = 0;
        for (var socket : answered) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            bytes += countToTheEnd(socket.getInputStream());
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var socket : answered) {
            socket.close();
        }
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                skipHead(socket.getInputStream());
                answered.add(socket); // before its client can ask for it
                socket.getOutputStream().write(answer);
                socket.shutdownOutput();
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void skipHead(InputStream in) throws IOException {
        int lineEnds = 0;
        while (lineEnds < 4) {
            int next = in.read();
            lineEnds = next == '\r' || next == '\n' ? lineEnds + 1 : 0;
        }
    }

    private static long countToTheEnd(InputStream in) throws IOException {
        var buffer = new byte[RECEIVE_BYTES];
        long bytes = 0;
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
        } catch (SocketException _) {
            // RST, which is an end too.
        }
        return bytes;
    }
}

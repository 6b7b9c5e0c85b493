package dev.dromos.router.contract;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Header;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client's connection, on which a test says every byte itself. */
public final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int NARROW_BYTES = 16 * 1024;

    private final Socket socket;
    private final InputStream in;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    public static Wire to(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return new Wire(socket);
    }

    /** One that takes little at a time, so that an answer waits at the router until it is read. */
    public static Wire narrowTo(int port) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(NARROW_BYTES);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new Wire(socket);
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Sends, and waits for the answer. */
    public Reply ask(Request request) throws IOException {
        send(request.asBytes());
        return request.method().equals("HEAD") ? head() : reply();
    }

    public Reply reply() throws IOException {
        var head = head();
        boolean bodiless = head.status() < 200 || head.status() == 204 || head.status() == 304;
        return bodiless ? head : new Reply(head.status(), head.headers(), body(head));
    }

    /** The next bytes of what comes, whatever they are. */
    public String read(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    /** True when the router has closed the connection, however; nothing else may have come before. */
    public boolean isClosedByRouter() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Says that nothing more will come, and still listens. */
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** RST instead of FIN. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private Reply head() throws IOException {
        var status = Integer.parseInt(line().split(" ", 3)[1]);
        var headers = new ArrayList<Header>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var parts = line.split(":", 2);
            headers.add(new Header(parts[0], parts[1].strip()));
        }
        return new Reply(status, headers, Payload.EMPTY);
    }

    private Payload body(Reply head) throws IOException {
        var length = head.headers("Content-Length");
        return Payload.of(length.isEmpty() ? in.readAllBytes() : exactly(length), "");
    }

    private byte[] exactly(List<String> length) throws IOException {
        var bytes = in.readNBytes(Integer.parseInt(length.getFirst()));
        if (bytes.length < Integer.parseInt(length.getFirst())) {
            throw new EOFException("answer ended at %d of %s bytes".formatted(bytes.length, length));
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("answer ended within its head");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}

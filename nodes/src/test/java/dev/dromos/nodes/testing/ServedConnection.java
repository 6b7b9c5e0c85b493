package dev.dromos.nodes.testing;

import dev.dromos.nodes.testing.Answer.Act;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** One accepted connection; served by one virtual thread until either side ends it. */
final class ServedConnection {
    private final int id;
    private final Socket socket;
    private final FakeModelServer server;

    ServedConnection(int id, Socket socket, FakeModelServer server) {
        this.id = id;
        this.socket = socket;
        this.server = server;
    }

    void serve() {
        try (socket) {
            var in = new PushbackInputStream(new BufferedInputStream(socket.getInputStream()));
            var requests = new RequestReader(id, in);
            var open = true;
            while (open) {
                var request = requests.next();
                open = request.isPresent() && answer(request.get(), in);
                if (request.isEmpty()) {
                    server.peerClosed(id);
                }
            }
        } catch (IOException e) {
            // The client broke the connection: for a test server that is an event like any other.
            server.peerClosed(id);
        } finally {
            server.ended(this);
        }
    }

    /** Ends the connection from another thread. */
    void end() throws IOException {
        socket.close();
    }

    private boolean answer(RecordedRequest request, PushbackInputStream in) throws IOException {
        server.busy(1);
        try {
            return perform(server.answer(request), in);
        } finally {
            server.busy(-1);
        }
    }

    private boolean perform(Answer answer, PushbackInputStream in) throws IOException {
        for (var act : answer.acts()) {
            if (!perform(act, in)) {
                return false;
            }
        }
        return true;
    }

    /** False when the connection is over. */
    private boolean perform(Act act, PushbackInputStream in) throws IOException {
        return switch (act) {
            case Act.Send(var bytes) -> {
                socket.getOutputStream().write(bytes.dangerouslySharedBytes());
                socket.getOutputStream().flush();
                server.sent(bytes.size());
                yield true;
            }
            case Act.Pause(var time) -> stillOpenAfter(time, in);
            case Act.Hold() -> stillOpenAfter(Duration.ZERO, in);
            case Act.Close() -> false;
            case Act.Reset() -> {
                socket.setSoLinger(true, 0);
                yield false;
            }
        };
    }

    /**
     * Waits by reading, so that the client's close is seen at once.
     *
     * @param time zero for ever
     */
    private boolean stillOpenAfter(Duration time, PushbackInputStream in) throws IOException {
        socket.setSoTimeout(Math.toIntExact(time.toMillis()));
        try {
            var next = in.read();
            if (next < 0) {
                server.peerClosed(id);
                return false;
            }
            in.unread(next);
            return true;
        } catch (SocketTimeoutException _) {
            return true;
        } finally {
            socket.setSoTimeout(0);
        }
    }
}

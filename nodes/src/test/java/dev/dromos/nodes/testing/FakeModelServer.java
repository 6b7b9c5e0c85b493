package dev.dromos.nodes.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A model server on a real loopback socket that records what it gets and answers by script, faults included. One virtual thread
 * a connection; closing it ends every connection.
 *
 * <p>{@snippet :
 * try (var server = FakeModelServer.answering(200, "{\"predictions\":[1]}")) {
 *     call(server.url("/v1/models/m:predict"));
 *     assertThat(server.requests()).hasSize(1);
 * }
 * }
 */
public final class FakeModelServer implements AutoCloseable {
    private final ServerSocket listener;
    private final String scheme;
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final Set<ServedConnection> open = ConcurrentHashMap.newKeySet();
    private final Set<Integer> peerClosed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final CountDownLatch firstPeerClose = new CountDownLatch(1);
    private final Thread acceptor;
    private volatile Function<RecordedRequest, Answer> script;
    private volatile boolean closed;

    private FakeModelServer(ServerSocket listener, String scheme, Function<RecordedRequest, Answer> script) {
        this.listener = listener;
        this.scheme = scheme;
        this.script = script;
        this.acceptor = Thread.ofVirtual().name("fake-model-server").start(this::acceptAll);
    }

    /** Answers every request alike. */
    public static FakeModelServer answering(int status, String json) {
        return running(_ -> Answer.of(status, json));
    }

    /** Answers the first request with the first answer and so on; the last one again and again. */
    public static FakeModelServer answering(Answer... answers) {
        var next = new AtomicInteger();
        return running(_ -> answers[Math.min(next.getAndIncrement(), answers.length - 1)]);
    }

    /** @param script called by one thread a connection, so possibly by several at once */
    public static FakeModelServer running(Function<RecordedRequest, Answer> script) {
        try {
            return on(new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()), "http", script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a socket of the caller's making, which it hands over: a TLS one, say. */
    public static FakeModelServer on(ServerSocket listener, String scheme, Function<RecordedRequest, Answer> script) {
        return new FakeModelServer(listener, scheme, script);
    }

    /** What requests are answered with from now on. */
    public void script(Function<RecordedRequest, Answer> next) {
        script = next;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public URI url() {
        return url("/");
    }

    /** @param target path and query */
    public URI url(String target) {
        return URI.create("%s://127.0.0.1:%d%s".formatted(scheme, port(), target));
    }

    /** Every complete request so far, in order of arrival. */
    public List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** The only request there was. */
    public RecordedRequest onlyRequest() {
        var all = requests();
        if (all.size() != 1) {
            throw new AssertionError("expected one request, found %d".formatted(all.size()));
        }
        return all.getFirst();
    }

    /** Begins the list of requests anew. */
    public void forget() {
        requests.clear();
    }

    /** Requests that it has got whole and is not done with: not answered, and not given up by who sent them. */
    public int requestsRunning() {
        return busy.get();
    }

    public int connectionsOpened() {
        return opened.get();
    }

    public int connectionsOpen() {
        return open.size();
    }

    /** The most that were open at once. */
    public int mostConnectionsOpen() {
        return mostOpen.get();
    }

    /** Bytes of answers that it could send so far, on all connections: those that its clients have read, and what lies between. */
    public long bytesSent() {
        return sent.get();
    }

    /** Connections that the client, not this server, ended: with FIN or RST, between or within requests. */
    public List<Integer> connectionsClosedByPeer() {
        return IntStream.rangeClosed(1, opened.get())
                .filter(peerClosed::contains)
                .boxed()
                .toList();
    }

    /** True as soon as a client has closed a connection; false when none did within the limit. */
    public boolean awaitPeerClosed(Duration limit) throws InterruptedException {
        return firstPeerClose.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** FIN on every connection that is open now, as of a server that has found them idle for too long. */
    public void endConnections() {
        try {
            for (var connection : open) {
                connection.end();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
            acceptor.join(); // until then, the port still takes connections
            endConnections();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Answer answer(RecordedRequest request) {
        requests.add(request);
        return script.apply(request);
    }

    void busy(int more) {
        busy.addAndGet(more);
    }

    void sent(int bytes) {
        sent.addAndGet(bytes);
    }

    void peerClosed(int connection) {
        if (!closed) {
            peerClosed.add(connection);
            firstPeerClose.countDown();
        }
    }

    void ended(ServedConnection connection) {
        open.remove(connection);
    }

    private void acceptAll() {
        while (!closed) {
            try {
                start(listener.accept());
            } catch (IOException e) {
                if (!closed) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void start(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        var connection = new ServedConnection(opened.incrementAndGet(), socket, this);
        open.add(connection);
        mostOpen.accumulateAndGet(open.size(), Math::max);
        if (closed) {
            connection.end();
        }
        Thread.ofVirtual().name("fake-model-server-connection").start(connection::serve);
    }
}

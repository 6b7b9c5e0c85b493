package dev.dromos.router.zero;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What stands in front of something that may be scaled to zero, as in Knative: connections are held while it starts, and passed on byte by
 * byte, so many at once. A connection that begins when it has been told to go to zero starts it anew.
 */
final class Activator implements AutoCloseable {
    /** What it started gets no more at once, however many have come meanwhile. */
    private static final int AT_ONCE = 100;

    private final ServerSocket listener;
    private final Scaled scaled;
    private final Semaphore passed = new Semaphore(AT_ONCE);
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger starts = new AtomicInteger();
    private Optional<Instance> up = Optional.empty();

    /** @param coming connections that have not got there yet */
    private record Instance(Started started, AtomicInteger coming) {}

    /** What it starts. */
    @FunctionalInterface
    interface Scaled {
        Started start();
    }

    /**
     * One start.
     *
     * @param port once it serves
     * @param stop called when no connection is led there any more
     */
    record Started(CompletableFuture<Integer> port, Runnable stop) {}

    private Activator(ServerSocket listener, Scaled scaled) {
        this.listener = listener;
        this.scaled = scaled;
    }

    static Activator of(Scaled scaled) throws IOException {
        var activator = new Activator(new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()), scaled);
        Thread.ofVirtual().name("activator").start(activator::accept);
        return activator;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How often it has been started. */
    int starts() {
        return starts.get();
    }

    /** Held ones included. */
    int connections() {
        return open.size();
    }

    /** Stops it behind the connections that are led there. */
    void scaleToZero() {
        var stopping = take();
        if (stopping.isPresent()) {
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> stopping.get().coming().get() == 0);
            stopping.get().started().stop().run();
        }
    }

    private Optional<Instance> take() {
        lock.lock();
        try {
            var taken = up;
            up = Optional.empty();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        scaleToZero();
        for (var connection : open) {
            connection.close();
        }
    }

    private Instance up() {
        lock.lock();
        try {
            if (up.isEmpty()) {
                starts.incrementAndGet();
                up = Optional.of(new Instance(scaled.start(), new AtomicInteger()));
            }
            up.get().coming().incrementAndGet();
            return up.get();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                open.add(client);
                var server = up(); // in the order that they come in
                Thread.ofVirtual().name("activator-connection").start(() -> connect(client, server));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(Socket client, Instance instance) {
        int port = instance.started().port().join();
        passed.acquireUninterruptibly();
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            instance.coming().decrementAndGet();
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            var back = Thread.ofVirtual().start(() -> pump(server, client));
            pump(client, server);
            back.join();
        } catch (IOException _) {
            // the client sees its connection end
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            passed.release();
            open.remove(client);
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            // one of the two is gone, and with it the connection
        }
    }
}

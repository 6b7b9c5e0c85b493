package dev.dromos.router.faults;

import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands before routers in a cluster: each connection goes to the next of them whose {@code /readyz} was 200 when it last looked,
 * 20 times a second. It tries no other one when that fails, so that what a router loses is lost.
 */
final class RoundRobin implements AutoCloseable {
    private static final long PERIOD_MILLIS = 50;

    private final ServerSocket listener;
    private final Set<Integer> routers = new ConcurrentSkipListSet<>();
    private volatile List<Integer> ready = List.of();
    private final AtomicInteger next = new AtomicInteger();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();

    private RoundRobin(ServerSocket listener) {
        this.listener = listener;
    }

    static RoundRobin start() throws IOException {
        var proxy = new RoundRobin(new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().name("round-robin").start(proxy::accept);
        var _ = proxy.looking.scheduleWithFixedDelay(proxy::look, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return proxy;
    }

    int port() {
        return listener.getLocalPort();
    }

    void add(int router) {
        routers.add(router);
    }

    void remove(int router) {
        routers.remove(router);
    }

    List<Integer> ready() {
        return ready;
    }

    @Override
    public void close() throws IOException {
        looking.close();
        listener.close();
    }

    private void look() {
        ready = routers.stream().filter(RoundRobin::isReady).toList();
    }

    private static boolean isReady(int router) {
        try (var wire = Wire.to(router)) {
            return wire.ask(Request.of("GET", "/readyz")).status() == 200;
        } catch (IOException gone) {
            return false;
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().name("round-robin-connection").start(() -> connect(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(Socket client) {
        var now = ready;
        var router = now.get(Math.floorMod(next.getAndIncrement(), now.size()));
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), router)) {
            var back = Thread.ofVirtual().start(() -> pump(server, client));
            pump(client, server);
            back.join();
        } catch (IOException _) {
            // the client sees its connection end
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
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

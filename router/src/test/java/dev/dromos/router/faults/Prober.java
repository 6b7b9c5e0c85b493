package dev.dromos.router.faults;

import dev.dromos.router.contract.Reply;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.Wire;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Asks 200 times a second, whatever comes back, each time on a connection of its own; keeps what was not right. */
public final class Prober implements AutoCloseable {
    private static final long PERIOD_MILLIS = 5;

    private final int port;
    private final Predicate<Reply> right;
    private final AtomicInteger answers = new AtomicInteger();
    private final Set<String> failures = ConcurrentHashMap.newKeySet();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private Prober(int port, Predicate<Reply> right) {
        this.port = port;
        this.right = right;
    }

    public static Prober start(int port, Predicate<Reply> right) {
        var prober = new Prober(port, right);
        var _ = prober.clock.scheduleAtFixedRate(
                () -> prober.clients.execute(prober::ask), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return prober;
    }

    public int answers() {
        return answers.get();
    }

    /** Of each kind one. */
    public Set<String> failures() {
        return failures;
    }

    @Override
    public void close() {
        stop();
    }

    /** Asks no more, and waits for the answers to what has been asked. */
    public void stop() {
        clock.close();
        clients.close();
    }

    private void ask() {
        try (var wire = Wire.to(port)) {
            var reply = wire.ask(Request.post("{}"));
            answers.incrementAndGet();
            if (!right.test(reply)) {
                failures.add(reply.toString());
            }
        } catch (IOException | RuntimeException lost) {
            failures.add(lost.toString());
        }
    }
}

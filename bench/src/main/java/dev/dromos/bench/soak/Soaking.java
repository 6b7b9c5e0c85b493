package dev.dromos.bench.soak;

import dev.dromos.bench.process.Child;
import dev.dromos.bench.process.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One soak: a router as a process, its steps, its clients, and a new version of its graph every second. */
final class Soaking {
    private static final double LOAD = 0.7;
    private static final int WARM_UP_PART = 5;

    private static final int READINGS = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path graph;
    private final StepServer steps;
    private final int port;

    private Soaking(Path graph, StepServer steps, int port) {
        this.graph = graph;
        this.steps = steps;
        this.port = port;
    }

    /** @param dromos the command without its arguments */
    static SoakResult run(List<String> dromos, Duration time) throws Exception {
        var directory = Files.createTempDirectory("dromos-soak");
        try (var steps = StepServer.start()) {
            return new Soaking(directory.resolve("graph.yaml"), steps, FreePort.next()).soak(dromos, time);
        } finally {
            Files.deleteIfExists(directory.resolve("graph.yaml"));
            Files.delete(directory);
        }
    }

    private SoakResult soak(List<String> dromos, Duration time) throws Exception {
        write(0);
        var command = new ArrayList<>(dromos);
        command.addAll(List.of("serve", "--watch", "--graph-file", graph.toString()));
        command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port), "--quiet-period", "0s"));
        try (var router = Child.start(command)) {
            awaitServing(router);
            var warmUp = time.dividedBy(WARM_UP_PART);
            var reloads = new AtomicInteger();
            var warming = new Traffic(port);
            double most = reloading(reloads, () -> warming.run(warmUp, 0));
            var start = reading(router);
            var traffic = new Traffic(port);
            double rate = reloading(reloads, () -> traffic.run(time.minus(warmUp), most * LOAD));
            var result = new SoakResult(
                    traffic.requests(),
                    rate,
                    reloads.get(),
                    traffic.wrong() + warming.wrong(),
                    traffic.lost() + warming.lost(),
                    traffic.examples().isEmpty() ? warming.examples() : traffic.examples(),
                    start,
                    reading(router));
            var settled = settled(result, router);
            router.end(PATIENCE);
            return settled;
        }
    }

    /** A graph that has been replaced may still be closing: what is kept is there after some seconds too. */
    private SoakResult settled(SoakResult first, Child router) throws Exception {
        var result = first;
        for (int again = 0; again < READINGS && result.keepsMore(); again++) {
            TimeUnit.SECONDS.sleep(1);
            result = result.endingWith(reading(router));
        }
        return result;
    }

    @FunctionalInterface
    private interface Load {
        double run();
    }

    private double reloading(AtomicInteger reloads, Load load) {
        try (var clock = Executors.newSingleThreadScheduledExecutor()) {
            var changing = clock.scheduleAtFixedRate(() -> write(reloads.incrementAndGet()), 1, 1, TimeUnit.SECONDS);
            try {
                return load.run();
            } finally {
                changing.cancel(false);
            }
        }
    }

    /** When what was under way has ended, and connections that are kept for the next request have too. */
    private Reading reading(Child router) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (steps.connections() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return Reading.of(router, steps);
    }

    private void awaitServing(Child router) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isServing()) {
            if (!router.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("the router does not serve\n" + router.lastWords());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean isServing() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private void write(int version) {
        try {
            var next = Files.writeString(graph.resolveSibling("graph.yaml.new"), Scenario.graph(steps, version));
            Files.move(next, graph, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

package dev.dromos.bench.compare;

import dev.dromos.bench.load.ClosedLoop;
import dev.dromos.bench.load.LoadPlan;
import dev.dromos.bench.load.LoadTarget;
import dev.dromos.bench.load.OneRequest;
import dev.dromos.bench.peer.StepBackend;
import dev.dromos.bench.process.AllocatedBytes;
import dev.dromos.bench.process.Child;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** One contestant while it runs. */
final class Runner implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 20;

    /** Connections are made, and pools filled, before counting begins. */
    static final Duration RAMP = Duration.ofMillis(200);

    private final Contestant contestant;
    private final Child process;
    private final LoadTarget target;
    private final WarmUp warmUp = new WarmUp();
    private final List<Round> rounds = new ArrayList<>();

    private Runner(Contestant contestant, Child process, LoadTarget target) {
        this.contestant = contestant;
        this.process = process;
        this.target = target;
    }

    /** Starts a contestant; returns when it has answered. */
    static Runner start(Contestant contestant, byte[] body) throws Exception {
        var process = Child.start(contestant.command());
        try {
            var answer = firstAnswer(contestant, process, body);
            process.adoptChildren();
            return new Runner(contestant, process, new LoadTarget(contestant.port(), body, answer.bytes()));
        } catch (Exception e) {
            process.close();
            throw e;
        }
    }

    private static OneRequest.Reply firstAnswer(Contestant contestant, Child process, byte[] body)
            throws IOException, InterruptedException {
        while (process.isAlive() && process.age().compareTo(START_LIMIT) < 0) {
            var reply = OneRequest.post(contestant.port(), body);
            if (reply.isPresent()) {
                if (reply.get().isOk()) {
                    return reply.get();
                }
                throw new IOException("%s answers with %s".formatted(contestant.name(), reply.get()));
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IOException("%s does not start\n%s".formatted(contestant.name(), process.lastWords()));
    }

    Contestant contestant() {
        return contestant;
    }

    List<Round> rounds() {
        return rounds;
    }

    boolean isWarm() {
        return warmUp.isWarm();
    }

    /** A turn that does not count. */
    void warm(ClosedLoop loop, StepBackend backend, int connections, Duration window) throws Exception {
        long used = process.usage().cpuMicros();
        long compiled = process.compilerMicros();
        var cost = measure(loop, backend, connections, window).cpuMicros();
        double compiling = process.compilerMicros() - compiled;
        warmUp.turn(cost, compiling / Math.max(1, process.usage().cpuMicros() - used));
    }

    void round(ClosedLoop loop, StepBackend backend, int connections, Duration window) throws Exception {
        rounds.add(measure(loop, backend, connections, window));
    }

    private Round measure(ClosedLoop loop, StepBackend backend, int connections, Duration window) throws Exception {
        var plan = new LoadPlan(connections, RAMP, window);
        return Round.of(loop.run(
                target, plan, () -> new Round.Reading(process.usage(), backend.connections(), backend.calls())));
    }

    /** A turn of its own, after the others: the meter is a load on the contestant while it starts. */
    OptionalDouble allocated(ClosedLoop loop, StepBackend backend, Cell cell, Duration window) throws Exception {
        if (!contestant.jvm()) {
            return OptionalDouble.empty();
        }
        try (var meter = AllocatedBytes.of(process.pid())) {
            // From silence to silence, counted by the backend: the meter asks over a socket, so it cannot stop at a
            // window's edge.
            long calls = backend.calls();
            long bytes = meter.read();
            var _ = loop.run(target, new LoadPlan(cell.connections(), Duration.ZERO, window), () -> 0);
            double requests =
                    (backend.calls() - calls) / (double) cell.graph().plan().calls();
            return requests > 0 ? OptionalDouble.of((meter.read() - bytes) / requests) : OptionalDouble.empty();
        }
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}

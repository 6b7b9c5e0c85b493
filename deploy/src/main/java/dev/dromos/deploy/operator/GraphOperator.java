package dev.dromos.deploy.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running operator. It works in shifts, and outlives whatever ends one: an API server that is not there, a lease that is lost, a kind of
 * object that is installed or removed.
 *
 * <pre>
 *   ┌──► pausing ──► looking ──► waiting for the lease ──► working ──┐
 *   └─────────────────────────────────────────────────────────────────┘
 * </pre>
 */
public final class GraphOperator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GraphOperator.class);

    /** For giving the lease back. */
    private static final Duration LAST_CALL = Duration.ofSeconds(5);

    private final OperatorOptions options;
    private final Shift.Workplace place;
    private final KubernetesClient client;
    private final Health health;
    private final Thread work = Thread.ofPlatform().name("operator").unstarted(this::work);
    private final CompletableFuture<Void> told = new CompletableFuture<>();
    private volatile State state = new State.Unable();

    /**
     * At the last shift, or before the first. What seems to be gone since is looked for once more: an API server may say so before it knows
     * all of its kinds.
     */
    private Optional<Installed> known = Optional.empty();

    /** Whether there is work, and whether it can be done. */
    private sealed interface State {
        /** The API server does not answer, or not yet. */
        record Unable() implements State {}

        /** Another operator works. */
        record Waiting(Leadership leadership) implements State {}

        record Working(Shift shift) implements State {}
    }

    private GraphOperator(Config config, OperatorOptions options, InstantSource clock) throws IOException {
        var metrics = new OperatorMetrics();
        this.options = options;
        this.place = new Shift.Workplace(config, options, clock, metrics, new SettingsMemory());
        this.client = Clients.of(config, Map.of("metrics", metrics.requests()));
        this.health = Health.start(this::isAlive, this::isReady, metrics, options.healthPort());
    }

    /**
     * Starts one, whether or not its API server is there.
     *
     * @throws IOException when the port is taken
     */
    public static GraphOperator start(Config config, OperatorOptions options, InstantSource clock) throws IOException {
        var operator = new GraphOperator(config, options, clock);
        LOG.atInfo().addKeyValue("port", operator.healthPort()).log("answers /healthz, /readyz and /metrics");
        operator.work.start();
        return operator;
    }

    /** One that has not begun yet, or is told to end, is as it should be. */
    private boolean isAlive() {
        return work.isAlive() || work.getState() == Thread.State.NEW || told.isDone();
    }

    /** One that waits for its lease is ready too: there is nothing else for it to do. */
    private boolean isReady() {
        return switch (state) {
            case State.Unable _ -> false;
            case State.Waiting(var leadership) -> leadership.isKnown();
            case State.Working(var shift) -> shift.isWell();
        };
    }

    private void work() {
        var times = options.times();
        var pause = times.firstRetry();
        while (!told.isDone()) {
            try {
                shift();
                pause = times.firstRetry();
            } catch (RuntimeException unable) {
                state = new State.Unable();
                say(unable, pause);
                happens(told, pause);
                var doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(times.look()) < 0 ? doubled : times.look();
            }
        }
    }

    /** An answer that nobody has thought of ends a shift, and no more than that. */
    private static void say(RuntimeException unable, Duration pause) {
        if (unable instanceof KubernetesClientException answer) {
            LOG.atWarn().addKeyValue("pause", pause).log("cannot work at present: {}", Refusal.message(answer));
        } else {
            LOG.atError().addKeyValue("pause", pause).setCause(unable).log("cannot work at present: internal error");
        }
    }

    private void shift() {
        var seen = Installed.in(client, options); // and whether there is an API server
        known = known.or(() -> Optional.of(seen));
        try (var leadership = Leadership.wanted(client, options)) {
            state = new State.Waiting(leadership);
            CompletableFuture.anyOf(told, leadership.held(), leadership.lost()).join();
            if (told.isDone()) {
                return;
            }
            if (!leadership.held().isDone()) {
                throw new IllegalStateException("the election has ended, and nobody knows who won it");
            }
            installedAfter(leadership).ifPresent(installed -> lead(leadership, installed));
        }
    }

    /** As it is now, however long the lease took; empty where that or the operator has ended meanwhile. */
    private Optional<Installed> installedAfter(Leadership leadership) {
        var now = Installed.in(client, options);
        if (known.filter(now::hasLost).isEmpty()) {
            return Optional.of(now);
        }
        return happens(
                        CompletableFuture.anyOf(told, leadership.lost()),
                        options.times().look())
                ? Optional.empty()
                : Optional.of(Installed.in(client, options));
    }

    private void lead(Leadership leadership, Installed installed) {
        known = Optional.of(installed);
        try (var shift = Shift.begin(place, installed, leadership)) {
            state = new State.Working(shift);
            LOG.info("working, in a cluster with {}", installed);
            LOG.info("no longer working: {}", end(shift, leadership, installed));
            if (shift.failed().isDone()) {
                throw new KubernetesClientException(shift.failed().join());
            }
        }
    }

    /** Waits for a shift's end, and says why it has come. */
    private Object end(Shift shift, Leadership leadership, Installed installed) {
        var end = CompletableFuture.anyOf(
                told.thenApply(_ -> "told to stop"),
                leadership.lost().thenApply(_ -> "the lease is lost"),
                shift.failed());
        var last = installed;
        while (!happens(end, options.times().look())) {
            var now = installedNow(installed);
            boolean isSure = !now.hasLost(installed) || now.equals(last);
            if (!now.equals(installed) && isSure) {
                known = Optional.of(now);
                return "something has been installed or removed";
            }
            last = now;
        }
        return end.join();
    }

    private Installed installedNow(Installed asBefore) {
        try {
            return Installed.in(client, options);
        } catch (KubernetesClientException unknown) {
            return asBefore; // the watches tell by their own failures that the API server is gone
        }
    }

    private static boolean happens(CompletableFuture<?> what, Duration within) {
        try {
            what.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("nobody interrupts an operator", interrupted);
        }
    }

    /** The port of {@code /healthz}, {@code /readyz} and {@code /metrics}. */
    public int healthPort() {
        return health.port();
    }

    /** Stops when the process is told to. */
    public void stopWithProcess() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
    }

    /** Lets what has begun come to its end, gives the lease back, and returns then. */
    @Override
    public void close() {
        told.complete(null);
        try {
            work.join(options.times().end().plus(LAST_CALL));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        health.close();
        client.close();
    }
}

package dev.dromos.deploy.operator;

import dev.dromos.deploy.operator.OperatorOptions.Times;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work from beginning to end in a cluster that has the same things installed all the time, with watches and a client of its own. */
final class Shift implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Shift.class);
    private static final int AT_ONCE = 8;

    private final KubernetesClient client;
    private final OperatorMetrics metrics;
    private final Sight sight;
    private final Operator operator;
    private final Thread starting;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<String> failed = new CompletableFuture<>();

    private Shift(
            KubernetesClient client,
            Sight sight,
            OperatorMetrics metrics,
            OperatorOptions options,
            List<GraphReconciler<? extends GraphResource>> reconcilers) {
        this.client = client;
        this.metrics = metrics;
        this.sight = sight;
        this.operator = new Operator((ConfigurationServiceOverrider settings) -> settings.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(AT_ONCE)
                .checkingCRDAndValidateLocalModel(false)
                .withStopOnInformerErrorDuringStartup(false)
                .withCacheSyncTimeout(options.times().look())
                .withInformerStoppedHandler((informer, cause) -> {
                    if (cause != null) {
                        failed.complete("%s: %s".formatted(informer, cause.getMessage()));
                    }
                })
                .withMetrics(metrics)
                .withReconciliationTerminationTimeout(options.times().end()));
        reconcilers.forEach(reconciler -> register(reconciler, options));
        this.starting = Thread.ofVirtual().name("shift").unstarted(this::start);
    }

    /** What is the same in all shifts. */
    record Workplace(
            Config config,
            OperatorOptions options,
            InstantSource clock,
            OperatorMetrics metrics,
            SettingsMemory memory) {}

    /** Begins one, and does not wait for its watches. */
    static Shift begin(Workplace place, Installed installed, Leadership leadership) {
        var sight = new Sight();
        var client =
                Clients.of(place.config(), Map.of("metrics", place.metrics().requests(), "sight", sight));
        var circumstances = new GraphReconciler.Circumstances(
                place.options(), place.clock(), client, installed, place.memory(), leadership::isHeld);
        var reconcilers = new ArrayList<GraphReconciler<? extends GraphResource>>();
        reconcilers.add(new GraphReconciler.OfDromos(circumstances));
        if (installed.orphans()) {
            reconcilers.add(new GraphReconciler.OfKserve(circumstances));
        }
        var shift = new Shift(client, sight, place.metrics(), place.options(), reconcilers);
        shift.starting.start();
        return shift;
    }

    private <P extends GraphResource> void register(GraphReconciler<P> reconciler, OperatorOptions options) {
        operator.register(reconciler, configuration -> configure(configuration, options));
    }

    private static <P extends GraphResource> void configure(
            ControllerConfigurationOverrider<P> configuration, OperatorOptions options) {
        var times = options.times();
        configuration
                .withFieldManager(Hands.FIELD_MANAGER)
                .withGenerationAware(false)
                .withOnUpdateFilter(Shift::isNews)
                .withReconciliationMaxInterval(times.resync())
                .withRateLimiter(new LinearRateLimiter(times.burst(), Times.LOOKS))
                .withRetry(GenericRetry.defaultLimitedExponentialRetry()
                        .setInitialInterval(times.firstRetry())
                        .setIntervalMultiplier(2)
                        .setMaxInterval(times.lastRetry().toMillis())
                        .withoutMaxAttempts());
        if (options.watched().isEmpty()) {
            configuration.watchingAllNamespaces();
        } else {
            configuration.settingNamespaces(options.watched());
        }
    }

    /** Annotations decide too, and do not change the generation. Our own writing of the status is no news. */
    private static boolean isNews(GraphResource now, GraphResource before) {
        var a = now.getMetadata();
        var b = before.getMetadata();
        return !Objects.equals(a.getGeneration(), b.getGeneration())
                || !Objects.equals(a.getAnnotations(), b.getAnnotations())
                || !Objects.equals(a.getLabels(), b.getLabels())
                || !Objects.equals(a.getDeletionTimestamp(), b.getDeletionTimestamp())
                || a.getResourceVersion().equals(b.getResourceVersion());
    }

    /** Waits for all watches to have seen everything once, and for the API server to let them. */
    private void start() {
        try {
            operator.start();
            started.complete(null);
        } catch (OperatorException stopped) {
            failed.complete(String.valueOf(stopped.getMessage()));
        }
    }

    /** Why it cannot go on, once that is so. */
    CompletableFuture<String> failed() {
        return failed;
    }

    boolean isWell() {
        return started.isDone() && sight.isClear() && isAllSeen();
    }

    private boolean isAllSeen() {
        for (RegisteredController<?> controller : operator.getRegisteredControllers()) {
            var sources = controller.getControllerHealthInfo().informerEventSourceHealthIndicators();
            for (InformerWrappingEventSourceHealthIndicator<?> source : sources.values()) {
                if (!source.informerHealthIndicators().values().stream().allMatch(Shift::isSeen)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isSeen(InformerHealthIndicator informer) {
        return informer.isRunning() && informer.hasSynced();
    }

    /** Lets what has begun come to its end. */
    @Override
    public void close() {
        if (!started.isDone()) {
            starting.interrupt();
        }
        try {
            starting.join();
            operator.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (OperatorException | CompletionException incomplete) {
            LOG.atWarn().setCause(incomplete).log("not everything has stopped");
        } finally {
            client.close();
            metrics.shiftEnds();
        }
    }
}

package dev.dromos.deploy.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/** A running operator. */
public final class GraphOperator implements AutoCloseable {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofMinutes(5);

    /** A watch that has died without a word is made up for by then. */
    private static final Duration RESYNC = Duration.ofMinutes(10);

    /** What is begun when the process is told to stop is ended. */
    private static final Duration END = Duration.ofSeconds(20);

    private static final int AT_ONCE = 8;
    private static final String LEASE = "dromos-operator";

    private final Operator operator;
    private final Health health;

    private GraphOperator(Operator operator, Health health) {
        this.operator = operator;
        this.health = health;
    }

    /** Starts one; it takes the client, which is closed with it. */
    public static GraphOperator start(KubernetesClient client, OperatorOptions options, InstantSource clock)
            throws IOException {
        var operator = new Operator((ConfigurationServiceOverrider settings) -> {
            settings.withKubernetesClient(client)
                    .withCloseClientOnStop(true)
                    .withConcurrentReconciliationThreads(AT_ONCE)
                    .checkingCRDAndValidateLocalModel(false)
                    .withStopOnInformerErrorDuringStartup(false)
                    .withReconciliationTerminationTimeout(END);
            if (options.lease() == OperatorOptions.Lease.SHARED) {
                settings.withLeaderElectionConfiguration(
                        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
                                .withLeaseNamespace(options.namespace())
                                .build());
            }
        });
        var health = Health.start(operator, options.healthPort());
        operator.register(
                new GraphReconciler(options, clock, client), configuration -> configure(configuration, options));
        operator.start();
        return new GraphOperator(operator, health);
    }

    private static void configure(
            ControllerConfigurationOverrider<GraphResource> configuration, OperatorOptions options) {
        configuration
                .withFieldManager(Hands.FIELD_MANAGER)
                .withGenerationAware(false)
                .withOnUpdateFilter(GraphOperator::isNews)
                .withReconciliationMaxInterval(RESYNC)
                .withRetry(GenericRetry.defaultLimitedExponentialRetry()
                        .setInitialInterval(FIRST_RETRY)
                        .setIntervalMultiplier(2)
                        .setMaxInterval(LAST_RETRY.toMillis())
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

    /** The port of {@code /healthz} and {@code /readyz}. */
    public int healthPort() {
        return health.port();
    }

    /** Stops when the process is told to. */
    public void stopWithProcess() {
        operator.installShutdownHook(END);
    }

    @Override
    public void close() {
        operator.stop();
        health.close();
    }
}

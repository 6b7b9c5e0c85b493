package dev.dromos.deploy.cli;

import dev.dromos.deploy.operator.GraphOperator;
import dev.dromos.deploy.operator.OperatorOptions;
import dev.dromos.deploy.settings.Platform;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.net.BindException;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dromos deploy operator}: runs the operator, in a cluster or beside one, until the process is told to stop. */
@Command(
        name = "operator",
        mixinStandardHelpOptions = true,
        versionProvider = Deploy.Version.class,
        description = "Runs the operator until it is told to stop.",
        footerHeading = "%nExample:%n",
        footer = "  $ dromos deploy operator --namespace dromos-system --watch models")
final class OperatorCommand implements Callable<Integer> {
    private static final int PORT = 8081;

    private final Surroundings surroundings;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "${env:POD_NAMESPACE:-dromos-system}",
            description =
                    "The operator's own, with its settings and its lease. Default: POD_NAMESPACE, else dromos-system.")
    private String namespace = "dromos-system";

    @Option(
            names = "--watch",
            paramLabel = "NAME",
            description = "A namespace whose graphs it runs; may be given several times. Default: all.")
    private Set<String> watched = new LinkedHashSet<>();

    @Option(
            names = "--knative-namespace",
            paramLabel = "NAME",
            defaultValue = Platform.KNATIVE_NAMESPACE,
            description = "Where Knative has its settings. Default: ${DEFAULT-VALUE}.")
    private String knativeNamespace = Platform.KNATIVE_NAMESPACE;

    @Option(
            names = "--adopt-kserve",
            description = "Runs graphs of serving.kserve.io too, where KServe's own controller is not there.")
    private boolean adopts;

    @Option(
            names = "--kserve-namespace",
            paramLabel = "NAME",
            defaultValue = "kserve",
            description = "Where KServe's controller would be. Default: ${DEFAULT-VALUE}.")
    private String kserveNamespace = "kserve";

    @Option(
            names = "--health-port",
            paramLabel = "N",
            defaultValue = "8081",
            description = "Where /healthz, /readyz and /metrics are; 0 for any free one. Default: ${DEFAULT-VALUE}.")
    private int healthPort = PORT;

    @Option(names = "--alone", description = "Takes no lease: there is no other operator.")
    private boolean alone;

    OperatorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        var lease = alone ? OperatorOptions.Lease.ALONE : OperatorOptions.Lease.SHARED;
        var options = new OperatorOptions(
                namespace,
                watched,
                knativeNamespace,
                adopts ? kserveNamespace : "",
                healthPort,
                lease,
                OperatorOptions.Times.DEFAULT);
        try {
            GraphOperator.start(new ConfigBuilder().build(), options, InstantSource.system())
                    .stopWithProcess();
        } catch (BindException taken) {
            surroundings.err().println("--health-port: %d is taken".formatted(healthPort));
            return ExitCode.PROBLEMS;
        }
        new CountDownLatch(1).await(); // a signal ends the process
        return ExitCode.GOOD;
    }
}

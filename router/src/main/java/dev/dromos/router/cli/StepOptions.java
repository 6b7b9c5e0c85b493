package dev.dromos.router.cli;

import dev.dromos.nodes.call.StepTls;
import dev.dromos.nodes.egress.Egress;
import dev.dromos.nodes.egress.OwnAddresses;
import dev.dromos.router.cli.ServeSettings.Steps;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags that say which servers steps may call, and with which certificates; {@code serve} and {@code run} have them. */
final class StepOptions {

    @Option(
            names = "--egress",
            paramLabel = "WHERE",
            defaultValue = "open",
            description =
                    "Where steps may be: open, cluster, or a list of domains and networks. Default: ${DEFAULT-VALUE}.")
    private String egress = "open";

    @Option(names = "--step-ca", paramLabel = "FILE", description = "Trust these authorities too (PEM).")
    private Optional<Path> authorities = Optional.empty();

    @Option(
            names = "--step-cert",
            paramLabel = "FILE",
            description = "Show steps this certificate (PEM); with --step-key.")
    private Optional<Path> certificate = Optional.empty();

    @Option(names = "--step-key", paramLabel = "FILE", description = "Its key (PEM, not encrypted).")
    private Optional<Path> key = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    Steps applyTo(Steps steps) {
        return new Steps(
                steps.responseMib(),
                steps.longestWait(),
                steps.tellDeadline(),
                egress(),
                authorities.stream().toList(),
                identity());
    }

    private Egress egress() {
        try {
            // Asking for our own addresses takes time that a cold start does not have; only others than open want them.
            return Egress.parse(egress, egress.equals("open") ? Set.of() : OwnAddresses.find())
                    .orElseThrow(() -> new ParameterException(
                            command.commandLine(),
                            "--egress: expected open, cluster, or domains and networks parted by commas, found `%s`"
                                    .formatted(egress)));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StepTls.Identity identity() {
        if (certificate.isPresent() != key.isPresent()) {
            throw new ParameterException(command.commandLine(), "--step-cert and --step-key need each other");
        }
        return certificate
                .<StepTls.Identity>map(file -> new StepTls.Identity.Pem(file, key.orElseThrow()))
                .orElseGet(StepTls.Identity.None::new);
    }
}

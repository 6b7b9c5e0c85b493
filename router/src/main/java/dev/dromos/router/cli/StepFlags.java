package dev.dromos.router.cli;

import dev.dromos.nodes.egress.Egress;
import dev.dromos.nodes.egress.OwnAddresses;
import dev.dromos.nodes.tls.StepTls;
import dev.dromos.router.cli.ServeSettings.Steps;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.List;
import java.util.Set;

/** The flags that say which servers steps may call, and with which certificates; {@code serve} and {@code run} have them. */
final class StepFlags {
    private static final String OPEN = "open";

    private static final Flag EGRESS = Flag.withValue(
            "--egress",
            "WHERE",
            "Where steps may be: open, cluster, or a list of domains and networks. Default: open.");

    private static final Flag AUTHORITIES = Flag.withValue("--step-ca", "FILE", "Trust these authorities too (PEM).");

    private static final Flag CERTIFICATE =
            Flag.withValue("--step-cert", "FILE", "Show steps this certificate (PEM); with --step-key.");

    private static final Flag KEY = Flag.withValue("--step-key", "FILE", "Its key (PEM, not encrypted).");

    static final List<Flag> ALL = List.of(EGRESS, AUTHORITIES, CERTIFICATE, KEY);

    private StepFlags() {}

    static Steps applyTo(Steps steps, FlagValues given) {
        return new Steps(
                steps.responseMib(),
                steps.longestWait(),
                steps.tellDeadline(),
                egress(given.text(EGRESS).orElse(OPEN)),
                given.path(AUTHORITIES).stream().toList(),
                identity(given));
    }

    private static Egress egress(String where) {
        try {
            // Asking for our own addresses takes time that a cold start does not have; only others than open want them.
            return Egress.parse(where, where.equals(OPEN) ? Set.of() : OwnAddresses.find())
                    .orElseThrow(() -> UnusableFlagException.forValue(
                            EGRESS, "open, cluster, or domains and networks parted by commas", where));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StepTls.Identity identity(FlagValues given) {
        if (given.has(CERTIFICATE) != given.has(KEY)) {
            throw new UnusableFlagException("--step-cert and --step-key need each other");
        }
        return given.path(CERTIFICATE)
                .<StepTls.Identity>map(
                        file -> new StepTls.Identity.Pem(file, given.path(KEY).orElseThrow()))
                .orElseGet(StepTls.Identity.None::new);
    }
}

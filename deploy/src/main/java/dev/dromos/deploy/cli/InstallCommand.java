package dev.dromos.deploy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code dromos deploy install}: what a cluster needs to run graphs. */
@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        versionProvider = Deploy.Version.class,
        description = "Prints the definition of graphs and the operator, as YAML.",
        footerHeading = "%nExample:%n",
        footer = "  $ dromos deploy install | kubectl apply --server-side -f -")
final class InstallCommand implements Callable<Integer> {
    /** In the order in which a cluster can take them. */
    static final List<String> FILES = List.of(
            "crd/inferencegraphs.yaml", "operator/namespace.yaml", "operator/rbac.yaml", "operator/operator.yaml");

    private final Surroundings surroundings;

    InstallCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        for (String file : FILES) {
            try (InputStream manifest = InstallCommand.class.getResourceAsStream("/manifests/" + file)) {
                Objects.requireNonNull(manifest, file); // the build puts it there
                surroundings.out().print("---\n" + new String(manifest.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        surroundings.out().flush();
        return ExitCode.GOOD;
    }
}

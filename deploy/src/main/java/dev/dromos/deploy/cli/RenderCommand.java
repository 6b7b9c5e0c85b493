package dev.dromos.deploy.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dromos deploy render}: the objects that the operator makes of a graph. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        versionProvider = Deploy.Version.class,
        description = {
            "Prints the objects that the operator makes of graphs, as YAML. Exit 1 when it would make none.",
            "Services that steps name may stand in FILE too, as in a cluster, and so may the ConfigMap dromos-config.",
            "What says no namespace is in `default`."
        },
        footerHeading = "%nExample:%n",
        footer =
                "  $ dromos deploy render graph.yaml --service iris=http://iris.models.svc.cluster.local/v1/models/iris:predict")
final class RenderCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "YAML or JSON, one or more graphs; - for stdin.")
    private String file = "-";

    @Option(
            names = "--service",
            paramLabel = "NAME=URL",
            description = "Where a serviceName is that is not in FILE; may be given several times.")
    private Map<String, URI> services = new LinkedHashMap<>();

    @Option(names = "--without-knative", description = "As in a cluster that has no Knative.")
    private boolean withoutKnative;

    RenderCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String text;
        try {
            text = file.equals("-")
                    ? new String(surroundings.in().readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
        } catch (NoSuchFileException _) {
            surroundings.err().println(file + ": cannot be read: no such file");
            return ExitCode.PROBLEMS;
        } catch (IOException unreadable) {
            surroundings.err().println("%s: cannot be read: %s".formatted(file, unreadable.getMessage()));
            return ExitCode.PROBLEMS;
        }
        var rendering = Rendering.of(file, text, services, withoutKnative);
        rendering.problems().forEach(surroundings.err()::println);
        surroundings.out().print(rendering.yaml());
        surroundings.out().flush();
        return rendering.isGood() ? ExitCode.GOOD : ExitCode.PROBLEMS;
    }
}

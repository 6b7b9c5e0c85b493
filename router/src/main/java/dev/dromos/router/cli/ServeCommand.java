package dev.dromos.router.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dromos serve}: what the container runs. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description =
                "Serves one graph, or those of some namespaces, until it is told to stop. Takes PROPAGATE_HEADERS from the environment.",
        footerHeading = "%nExample:%n",
        footer = {
            "  $ dromos serve --graph-json "
                    + "'{\"nodes\":{\"root\":{\"routerType\":\"Sequence\",\"steps\":[{\"serviceUrl\":\"http://iris/\"}]}}}'",
            "  $ curl -d @request.json localhost:8080",
            "  $ dromos serve --watch-namespace team-a"
        })
final class ServeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec command = CommandSpec.create();

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return Serving.run(ServeFlags.settings(FlagOptions.values(command, ServeFlags.ALL)), surroundings);
    }
}

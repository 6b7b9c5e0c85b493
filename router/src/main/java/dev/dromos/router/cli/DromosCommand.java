package dev.dromos.router.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dromos} and its verbs, as picocli reads them. Without a verb it serves. */
@Command(
        name = "dromos",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs inference graphs.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  dromos run examples/iris-ensemble        try a graph, with its models, on this machine",
            "  dromos validate graph.yaml               say everything that is wrong with a graph",
            "  dromos --graph-json '{\"nodes\":...}'      serve one on port 8080, as KServe's router does"
        })
final class DromosCommand implements Callable<Integer> {
    /** Picocli folds every line to this, examples too, and a folded command cannot be pasted. */
    private static final int HELP_WIDTH = 120;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private DromosCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Returns the exit code. */
    static int execute(Surroundings surroundings, String... arguments) {
        return line(surroundings).execute(arguments);
    }

    private static CommandLine line(Surroundings surroundings) {
        var line = FlagOptions.addTo(new CommandLine(new DromosCommand(surroundings)), ServeFlags.ALL)
                .addSubcommand(FlagOptions.addTo(new CommandLine(new RunCommand(surroundings)), RunCommand.FLAGS))
                .addSubcommand(FlagOptions.addTo(new CommandLine(new ServeCommand(surroundings)), ServeFlags.ALL))
                .addSubcommand(FlagOptions.addTo(new CommandLine(new ValidateCommand(surroundings)), GraphFlags.ALL))
                .addSubcommand(FlagOptions.addTo(new CommandLine(new ExplainCommand(surroundings)), GraphFlags.ALL))
                .addSubcommand(FlagOptions.addTo(new CommandLine(new CompileCommand(surroundings)), GraphFlags.ALL))
                .addSubcommand(new CompletionCommand(surroundings));
        return line.setUsageHelpWidth(HELP_WIDTH)
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.AUTO))
                .setExpandAtFiles(false) // a graph may begin with an at sign; it is not a file of options
                .setOverwrittenOptionsAllowed(true) // the last one counts, as for Go's flags
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((fault, at, parsed) -> {
                    if (fault instanceof UnusableFlagException) {
                        var mistake = new ParameterException(at, fault.getMessage(), fault);
                        return at.getParameterExceptionHandler()
                                .handleParseException(
                                        mistake, parsed.originalArgs().toArray(String[]::new));
                    }
                    return Dromos.failed(surroundings, fault);
                });
    }

    @Override
    public Integer call() throws Exception {
        if (spec.commandLine().getParseResult().originalArgs().isEmpty()) {
            // A container that lost its arguments must not look as if it had done its work.
            spec.commandLine().usage(surroundings.err());
            return ExitCode.PROBLEMS;
        }
        return Serving.run(ServeFlags.settings(FlagOptions.values(spec, ServeFlags.ALL)), surroundings);
    }
}

package dev.dromos.router.cli;

import dev.dromos.nodes.call.UnusableEnvironmentException;
import dev.dromos.router.logging.LastLines;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code dromos} command. With KServe's flags and no verb it serves, so that it can stand where KServe's router stood. */
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
public final class Dromos implements Callable<Integer> {
    /** Picocli folds every line to this, examples too, and a folded command cannot be pasted. */
    private static final int HELP_WIDTH = 120;

    private final Surroundings surroundings;

    @Mixin
    private final ServeOptions options = new ServeOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Dromos(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static void main(String[] arguments) {
        int exit = run(Surroundings.ofThisProcess(), arguments);
        LastLines.write();
        System.exit(exit);
    }

    /** Returns the exit code. */
    static int run(Surroundings surroundings, String... arguments) {
        var serving = ServeArguments.read(arguments);
        if (serving.isEmpty()) {
            return commandLine(surroundings).execute(arguments);
        }
        try {
            return Serving.run(serving.get(), surroundings);
        } catch (Exception fault) {
            return failed(surroundings, fault);
        }
    }

    private static CommandLine commandLine(Surroundings surroundings) {
        var line = new CommandLine(new Dromos(surroundings))
                .addSubcommand(new RunCommand(surroundings))
                .addSubcommand(new ServeCommand(surroundings))
                .addSubcommand(new ValidateCommand(surroundings))
                .addSubcommand(new ExplainCommand(surroundings))
                .addSubcommand(new CompileCommand(surroundings))
                .addSubcommand(new CompletionCommand(surroundings));
        return line.setUsageHelpWidth(HELP_WIDTH)
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.AUTO))
                .setExpandAtFiles(false) // a graph may begin with an at sign; it is not a file of options
                .setOverwrittenOptionsAllowed(true) // the last one counts, as for Go's flags
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, new DurationOption())
                .setExecutionExceptionHandler((fault, _, _) -> failed(surroundings, fault));
    }

    @Override
    public Integer call() throws Exception {
        if (spec.commandLine().getParseResult().originalArgs().isEmpty()) {
            // A container that lost its arguments must not look as if it had done its work.
            spec.commandLine().usage(surroundings.err());
            return ExitCode.PROBLEMS;
        }
        return Serving.run(options.settings(), surroundings);
    }

    private static int failed(Surroundings surroundings, Exception fault) {
        if (fault instanceof UnusableEnvironmentException unusable) {
            surroundings.err().println(unusable.getMessage());
            return ExitCode.PROBLEMS;
        }
        surroundings.err().println("dromos: internal error, please report it: " + fault);
        fault.printStackTrace(surroundings.err());
        surroundings.err().flush();
        return ExitCode.INTERNAL;
    }
}

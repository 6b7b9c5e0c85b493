package dev.dromos.deploy.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code dromos deploy} command. */
@Command(
        name = "dromos deploy",
        mixinStandardHelpOptions = true,
        versionProvider = Deploy.Version.class,
        description = "Runs inference graphs in a cluster.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  dromos deploy install | kubectl apply -f -     make a cluster run graphs",
            "  dromos deploy render graph.yaml                show what a graph becomes there"
        })
public final class Deploy implements Callable<Integer> {
    /** Picocli folds every line to this, examples too, and a folded command cannot be pasted. */
    private static final int HELP_WIDTH = 120;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Deploy(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static void main(String[] arguments) {
        System.exit(run(Surroundings.ofThisProcess(), arguments));
    }

    /** Returns the exit code. */
    static int run(Surroundings surroundings, String... arguments) {
        return new CommandLine(new Deploy(surroundings))
                .addSubcommand(new RenderCommand(surroundings))
                .addSubcommand(new InstallCommand(surroundings))
                .addSubcommand(new OperatorCommand(surroundings))
                .setUsageHelpWidth(HELP_WIDTH)
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.AUTO))
                .setExpandAtFiles(false) // a graph may begin with an at sign; it is not a file of options
                .setExecutionExceptionHandler((fault, _, _) -> failed(surroundings, fault))
                .execute(arguments);
    }

    /** Without a verb there is nothing to do. */
    @Override
    public Integer call() {
        spec.commandLine().usage(surroundings.err());
        return ExitCode.PROBLEMS;
    }

    private static int failed(Surroundings surroundings, Exception fault) {
        surroundings.err().println("dromos deploy: internal error, please report it: " + fault);
        fault.printStackTrace(surroundings.err());
        surroundings.err().flush();
        return ExitCode.INTERNAL;
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var built = Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
            return new String[] {"dromos " + built.orElse("(not from a jar)")};
        }
    }
}

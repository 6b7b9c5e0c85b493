package dev.dromos.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code image/build}. */
@Command(
        name = "image/build",
        mixinStandardHelpOptions = true,
        description = "Makes container images. Needs no container engine and no registry.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  image/base base.tar                                          a base of this machine's Java",
            "  image/build router --base base.tar --out router.tar",
            "  image/build operator --base base.tar --out operator.tar"
        })
public final class BuildImage implements Callable<Integer> {
    private static final int PROBLEMS = 1;
    private static final int HELP_WIDTH = 120;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private BuildImage() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new BuildImage())
                .addSubcommand("router", new ProgramCommand(Program.ROUTER))
                .addSubcommand("operator", new ProgramCommand(Program.OPERATOR))
                .addSubcommand("shared-router", new ProgramCommand(Program.SHARED_ROUTER))
                .addSubcommand(new BaseCommand())
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler((fault, command, _) -> failed(command, fault))
                .execute(arguments);
    }

    private static int failed(CommandLine command, Exception fault) throws Exception {
        if (fault instanceof UnusableInputException || fault instanceof IOException) {
            command.getErr().println("image/build: " + fault.getMessage());
            return PROBLEMS;
        }
        throw fault;
    }

    /** Without a verb there is nothing to do. */
    @Override
    public Integer call() {
        spec.commandLine().usage(System.err);
        return PROBLEMS;
    }

    /** The repository's, which the script says. */
    static Path home() {
        return Path.of(System.getProperty("dromos.home", "."));
    }
}

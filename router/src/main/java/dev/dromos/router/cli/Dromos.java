package dev.dromos.router.cli;

import dev.dromos.nodes.environment.UnusableEnvironmentException;
import dev.dromos.router.logging.LastLines;

/**
 * The {@code dromos} command. With KServe's flags and no verb it serves, so that it can stand where KServe's router stood. Picocli is not
 * named here: a flawless {@code serve} loads none of it.
 */
public final class Dromos {
    private Dromos() {}

    public static void main(String[] arguments) {
        int exit = run(Surroundings.ofThisProcess(), arguments);
        LastLines.write();
        System.exit(exit);
    }

    /** Returns the exit code. */
    static int run(Surroundings surroundings, String... arguments) {
        var serving = ServeArguments.read(arguments);
        if (serving.isEmpty()) {
            return DromosCommand.execute(surroundings, arguments);
        }
        try {
            return Serving.run(serving.get(), surroundings);
        } catch (Exception fault) {
            return failed(surroundings, fault);
        }
    }

    static int failed(Surroundings surroundings, Exception fault) {
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

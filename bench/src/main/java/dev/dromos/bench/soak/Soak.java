package dev.dromos.bench.soak;

import dev.dromos.bench.process.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/soak}. */
@Command(
        name = "bench/soak",
        mixinStandardHelpOptions = true,
        description = {
            "Sends a router mixed traffic at 70 % of what it can do, while steps fail, clients leave and its graph changes;",
            "prints what was wrong, what was lost, and what the router holds before and after. Exit 1 unless all is well."
        })
public final class Soak implements Callable<Integer> {
    private static final int FOUND = 1;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "600", description = "Default: ${DEFAULT-VALUE}.")
    private int seconds = 600;

    @Option(names = "--dromos", paramLabel = "FILE", defaultValue = "./dromos", description = "Default: ./dromos.")
    private Path dromos = Path.of("./dromos");

    private Soak() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Soak()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        System.out.println(Machine.describe());
        var result = Soaking.run(List.of(dromos.toString()), Duration.ofSeconds(seconds));
        System.out.println(result);
        return result.isClean() ? 0 : FOUND;
    }
}

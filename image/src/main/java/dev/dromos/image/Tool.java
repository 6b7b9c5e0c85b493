package dev.dromos.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Other programs. */
final class Tool {
    private Tool() {}

    /** Runs one to its end and returns what it said; it fails when the program does. */
    static String run(List<String> command) throws IOException, InterruptedException, UnusableInputException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            throw UnusableInputException.of(command.getFirst(), "exit %d: %s".formatted(exit, said.strip()));
        }
        return said;
    }
}

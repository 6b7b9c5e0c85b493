package dev.dromos.deploy.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * What a command may touch of its process, so that a test can give it another one.
 *
 * @param out results
 * @param err talk and problems
 */
record Surroundings(InputStream in, PrintWriter out, PrintWriter err) {

    static Surroundings ofThisProcess() {
        return new Surroundings(
                System.in,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }
}

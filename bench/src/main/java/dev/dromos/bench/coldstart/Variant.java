package dev.dromos.bench.coldstart;

import java.util.List;
import java.util.stream.Stream;

/**
 * One way to start a router.
 *
 * @param command that takes {@code serve}'s verb and flags behind it
 */
record Variant(String name, List<String> command) {
    Variant {
        command = List.copyOf(command);
    }

    /** Reads {@code NAME=COMMAND}, the command split at spaces. */
    static Variant parse(String text) {
        int at = text.indexOf('=');
        if (at < 1) {
            throw new IllegalArgumentException("expected NAME=COMMAND, found `%s`".formatted(text));
        }
        return new Variant(text.substring(0, at), List.of(text.substring(at + 1).split(" +", -1)));
    }

    /** With a flag of the JVM, or whatever comes second in the command. */
    Variant with(String flag) {
        return new Variant(
                name,
                Stream.of(command.subList(0, 1), List.of(flag), command.subList(1, command.size()))
                        .flatMap(List::stream)
                        .toList());
    }

    List<String> serving(String spec, int port) {
        var arguments = Stream.of(
                "serve",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--quiet-period",
                "0s",
                "--graph-json",
                spec);
        return Stream.concat(command.stream(), arguments).toList();
    }
}

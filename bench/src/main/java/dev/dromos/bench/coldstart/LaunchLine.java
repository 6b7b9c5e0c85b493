package dev.dromos.bench.coldstart;

import java.util.List;
import java.util.stream.Stream;

/**
 * How {@code ./dromos} starts its JVM, as it says itself: so that what is measured is never a copy that has grown old.
 *
 * @param flags of the JVM
 */
record LaunchLine(List<String> flags, String classPath, String main) {
    private static final String CLASS_PATH = "-cp";

    LaunchLine {
        flags = List.copyOf(flags);
    }

    /** @param arguments of {@code java}; those of the program are left out */
    static LaunchLine parse(List<String> arguments) {
        int at = arguments.indexOf(CLASS_PATH);
        if (at < 0 || at + 2 >= arguments.size()) {
            throw new IllegalArgumentException(
                    "expected flags, -cp, a class path and a class, found %s".formatted(arguments));
        }
        return new LaunchLine(arguments.subList(0, at), arguments.get(at + 1), arguments.get(at + 2));
    }

    /** Without anything that an earlier run has left for this one. */
    LaunchLine withoutArchive() {
        return new LaunchLine(flags.stream().filter(flag -> !isOfArchive(flag)).toList(), classPath, main);
    }

    LaunchLine with(List<String> more) {
        return new LaunchLine(Stream.concat(flags.stream(), more.stream()).toList(), classPath, main);
    }

    List<String> command(String java) {
        return Stream.of(Stream.of(java), flags.stream(), Stream.of(CLASS_PATH, classPath, main))
                .flatMap(part -> part)
                .toList();
    }

    private static boolean isOfArchive(String flag) {
        return flag.contains("SharedArchive")
                || flag.startsWith("-XX:AOT")
                || flag.startsWith("-Xshare")
                || flag.startsWith("-Ddromos.aot");
    }
}

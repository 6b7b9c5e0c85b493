package dev.dromos.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What an image is for.
 *
 * @param title what it says of itself
 * @param module whose jars are in it, with those that they need
 * @param options a file of options for the JVM, from the root of the repository
 * @param trained whether there is a training run, of which an AOT cache can be made
 * @param port what it listens on
 */
record Program(String name, String title, String module, String mainClass, String options, boolean trained, int port) {
    /** In place of KServe's router, too: no verb is needed. It has no Kubernetes client. */
    static final Program ROUTER = new Program(
            "router",
            "Serves one inference graph",
            "router",
            "dev.dromos.router.cli.Dromos",
            "router/src/main/jvm/serve.options",
            true,
            8080);

    static final Program OPERATOR = new Program(
            "operator",
            "Runs inference graphs in a cluster",
            "deploy",
            "dev.dromos.deploy.cli.Deploy",
            "image/src/main/jvm/operator.options",
            false,
            8081);

    /** It stays, so nobody waits for its start. */
    static final Program SHARED_ROUTER = new Program(
            "shared-router",
            "Serves many inference graphs of a cluster",
            "deploy/shared",
            "dev.dromos.router.cli.Dromos",
            "router/src/main/jvm/serve.options",
            false,
            8080);

    /** Ours first, then the others by name: the class path of every start, and so of the cache. */
    List<Path> jars(Path home) throws IOException, UnusableInputException {
        Path target = home.resolve(module).resolve("target");
        var jars = new ArrayList<>(jarsIn(target));
        jars.addAll(jarsIn(target.resolve("lib")));
        if (jars.stream().noneMatch(jar -> isOurs(jar) && jar.startsWith(target))) {
            throw UnusableInputException.of(target, "no jars; image/build makes them");
        }
        return jars;
    }

    /** Ours change with every version, the others rarely. */
    static boolean isOurs(Path jar) {
        return jar.getFileName().toString().startsWith("dromos-");
    }

    private static List<Path> jarsIn(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.toString().endsWith("-tests.jar"))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        }
    }
}

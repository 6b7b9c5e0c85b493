package dev.dromos.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The router's AOT cache, made in the image's own files by the image's own Java: no other would take it. */
final class AotCache {
    static final String FILE = "serve.aot";

    /** Beside it, what it was made for. */
    static final String MADE_FOR = "serve.aot.for";

    private AotCache() {}

    /**
     * Makes it in {@code directory}.
     *
     * @param script {@code router/aot-cache}
     * @param root the image's files, laid out
     * @param directory, {@code options}, {@code classPath}: in the image
     */
    static void make(Path script, Path root, JavaHome java, String directory, String options, List<String> classPath)
            throws IOException, InterruptedException, UnusableInputException {
        try {
            Tool.run(List.of(
                    script.toString(),
                    java.path(),
                    directory + "/" + FILE,
                    options,
                    String.join(":", classPath),
                    root.toString()));
        } catch (UnusableInputException failed) {
            throw UnusableInputException.of("base", """
                    no AOT cache can be made by its Java, which has to run here: build on a machine of the base's architecture, where this user \
                    may use `unshare`, or with --without-aot-cache, and the router takes twice as long to start
                    """.strip() + "\n" + failed.getMessage());
        }
    }

    /**
     * Checks that the one of an image which was made before is for this image too. No two caches are the same, and so no two images with
     * caches of their own.
     *
     * @param image the earlier one, as it was given
     * @param directory in which its files are laid out, where the cache is
     * @param jars the name and size of each, in the order of the class path
     */
    static void check(Path image, Path directory, JavaHome java, List<String> jars)
            throws IOException, UnusableInputException {
        if (!Files.isRegularFile(directory.resolve(FILE)) || !Files.isRegularFile(directory.resolve(MADE_FOR))) {
            throw UnusableInputException.of(image, "has no AOT cache");
        }
        var madeFor = Files.readAllLines(directory.resolve(MADE_FOR));
        var wanted = new ArrayList<>(List.of("JDK %s %s/lib/modules".formatted(java.version(), java.path())));
        wanted.addAll(jars);
        if (!madeFor.equals(wanted)) {
            wanted.removeAll(madeFor);
            throw UnusableInputException.of(
                    image, "its AOT cache is not for " + (wanted.isEmpty() ? "this class path" : wanted.getFirst()));
        }
    }
}

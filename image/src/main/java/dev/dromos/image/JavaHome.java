package dev.dromos.image;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * The Java of a base.
 *
 * @param path in the image
 * @param version {@code 25.0.3+9}
 */
record JavaHome(String path, String version) {
    private static final String LAUNCHER = "bin/java";
    private static final int LINKS = 8;

    /** {@code JAVA_HOME} of the image, or where {@code /usr/bin/java} leads to. */
    static JavaHome in(Path root, Map<String, String> environment) throws IOException, UnusableInputException {
        String home = environment.containsKey("JAVA_HOME") ? environment.get("JAVA_HOME") : byLink(root);
        Path release = inside(root, home).resolve("release");
        if (!Files.isRegularFile(release)
                || !Files.isRegularFile(inside(root, home).resolve(LAUNCHER))) {
            throw UnusableInputException.of(
                    "base",
                    "no Java in `%s`; a base has JAVA_HOME or /usr/bin/java, and a JDK 25 there".formatted(home));
        }
        var facts = new Properties();
        facts.load(new StringReader(Files.readString(release).replace("\"", "")));
        String version = facts.getProperty("JAVA_RUNTIME_VERSION", "");
        if (!version.matches("25[.+].*")) {
            throw UnusableInputException.of(
                    "base",
                    "its Java must be 25 by JAVA_RUNTIME_VERSION in its file `release`, found `%s`".formatted(version));
        }
        return new JavaHome(home, version);
    }

    String launcher() {
        return path + "/" + LAUNCHER;
    }

    /** Links are followed as in the image, not as here. */
    private static String byLink(Path root) throws IOException {
        Path file = Path.of("/usr/bin/java");
        for (int followed = 0; followed < LINKS && Files.isSymbolicLink(inside(root, file.toString())); followed++) {
            Path target = Files.readSymbolicLink(inside(root, file.toString()));
            file = file.resolveSibling(target).normalize();
        }
        Path bin = file.getParent();
        return bin == null || bin.getParent() == null ? "/" : bin.getParent().toString();
    }

    private static Path inside(Path root, String path) {
        return root.resolve(path.replaceFirst("^/+", ""));
    }
}

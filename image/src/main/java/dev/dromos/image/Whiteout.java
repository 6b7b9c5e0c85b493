package dev.dromos.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;

/** A layer's word that what a lower one has is gone: a file named {@code .wh.NAME}, or {@code .wh..wh..opq} for all of a directory. */
final class Whiteout {
    private static final String MARK = ".wh.";
    private static final String ALL = ".wh..wh..opq";

    private Whiteout() {}

    /** @param entry of a layer, one of the others too */
    static void apply(Path root, String entry) throws IOException, UnusableInputException {
        Path file = root.resolve(entry.replaceFirst("^/+", "")).normalize();
        String name = file.getFileName().toString();
        Path parent = file.getParent();
        if (!name.startsWith(MARK) || parent == null || !Files.isDirectory(parent)) {
            return;
        }
        if (!parent.toRealPath().startsWith(root.toRealPath())) {
            throw UnusableInputException.of(entry, "a layer of the base wants something outside of it removed");
        }
        if (!name.equals(ALL)) {
            delete(parent.resolve(name.substring(MARK.length())));
            return;
        }
        try (var children = Files.list(parent)) {
            for (Path child : children.toList()) {
                delete(child);
            }
        }
    }

    private static void delete(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var files = Files.walk(file)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}

package dev.dromos.router.ingress;

import java.util.ArrayDeque;

/** Go's idea of a clean request path: KServe's router sends clients with any other one there (contract R11). */
final class CleanPath {
    private CleanPath() {}

    /** No empty, {@code .} or {@code ..} segments; ends with a slash where the path did. What is no path stays, {@code *} say. */
    static String of(String path) {
        if (isClean(path)) {
            return path;
        }
        var segments = new ArrayDeque<String>();
        for (var segment : path.split("/", -1)) {
            switch (segment) {
                case "", "." -> {}
                case ".." -> segments.pollLast();
                default -> segments.addLast(segment);
            }
        }
        var clean = "/" + String.join("/", segments);
        return path.endsWith("/") && clean.length() > 1 ? clean + "/" : clean;
    }

    private static boolean isClean(String path) {
        return !path.startsWith("/") || !(path.contains("//") || path.contains("/."));
    }
}

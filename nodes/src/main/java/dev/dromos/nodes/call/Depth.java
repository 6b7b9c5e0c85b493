package dev.dromos.nodes.call;

import io.vertx.core.http.HttpHeaders;
import java.util.stream.IntStream;

/** How many graphs have called each other for one request, told from router to router: a circle ends, whatever it is made of. */
public final class Depth {
    public static final CharSequence HEADER = HttpHeaders.createOptimized("X-Dromos-Depth");

    /** Of graphs that call graphs; one below is not run. */
    public static final int MAX = 8;

    private static final CharSequence[] TEXTS = IntStream.rangeClosed(0, MAX + 1)
            .mapToObj(depth -> HttpHeaders.createOptimized(Integer.toString(depth)))
            .toArray(CharSequence[]::new);

    private Depth() {}

    /** Zero for what is no number: a client that makes one up only shortens its own way. */
    public static int parse(String header) {
        if (!header.matches("\\d{1,9}")) {
            return 0;
        }
        return Integer.parseInt(header);
    }

    /** What the steps of a graph are told. */
    static CharSequence below(int depth) {
        return TEXTS[Math.clamp(depth + 1L, 0, MAX + 1)];
    }
}

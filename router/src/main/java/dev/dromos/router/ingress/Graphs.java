package dev.dromos.router.ingress;

import java.util.function.Supplier;

/** Which graph a request is for. */
@FunctionalInterface
public interface Graphs {

    /**
     * The graph of a path, which is asked for once per request, for one run: it can be replaced between two. For a path that has none it
     * gives one that says so.
     *
     * @param path clean, with a slash first
     */
    Supplier<Entry> at(String path);
}

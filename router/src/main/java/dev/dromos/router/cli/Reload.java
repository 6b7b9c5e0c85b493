package dev.dromos.router.cli;

import dev.dromos.graph.Graph;
import dev.dromos.router.serve.Router;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What happens when the file of a graph that is served changes: its new version is served, unless that has a mistake.
 *
 * @param read empty when it has a mistake, which has been said then
 * @param replaced told when the new graph is served
 * @param kept told why the old one still is, if more is known than what {@code read} has said
 */
record Reload(Router router, Supplier<Optional<Graph>> read, Runnable replaced, Consumer<String> kept)
        implements Runnable {
    private static final String KEPT = "still serving the old graph";

    @Override
    public void run() {
        try {
            var next = read.get();
            if (next.isPresent()) {
                router.replace(next.get());
                replaced.run();
            } else {
                keep(KEPT);
            }
        } catch (Exception e) {
            keep(KEPT + ": " + e.getMessage());
        }
    }

    private void keep(String why) {
        router.countKept();
        kept.accept(why);
    }
}

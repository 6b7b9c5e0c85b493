package dev.dromos.nodes.splitter;

import dev.dromos.graph.Node;
import dev.dromos.graph.Weight;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;

/** Draws one branch of a Splitter by weight (contract R43). Safe for use by several threads if its random source is. */
public final class WeightedDraw {
    /** The branch for each of the numbers that can be drawn: a weight of 0 has no number. */
    private final int[] branchOf;

    private final IntSupplier percent;

    private WeightedDraw(int[] branchOf, IntSupplier percent) {
        this.branchOf = branchOf;
        this.percent = percent;
    }

    /**
     * Draws from {@link ThreadLocalRandom}: no lock between event loops and no wait for entropy. KServe draws from a
     * cryptographic source, but which branch a request takes is no secret: whoever sends enough requests reaches every one.
     */
    public static WeightedDraw of(Node.Splitter node) {
        return of(node, () -> ThreadLocalRandom.current().nextInt(Weight.TOTAL));
    }

    /** @param percent even over 0 to 99 */
    public static WeightedDraw of(Node.Splitter node, IntSupplier percent) {
        var branchOf = new int[Weight.TOTAL];
        var from = 0;
        for (var branch = 0; branch < node.branches().size(); branch++) {
            var to = from + node.branches().get(branch).weight().percent();
            if (to > Weight.TOTAL) {
                throw forSum(node);
            }
            Arrays.fill(branchOf, from, to, branch);
            from = to;
        }
        if (from != Weight.TOTAL) {
            throw forSum(node);
        }
        return new WeightedDraw(branchOf, percent);
    }

    /** The index of a branch, in the order of the graph. */
    public int next() {
        return branchOf[percent.getAsInt()];
    }

    /** The checker refuses such a node, so this is a fault of ours. */
    private static IllegalArgumentException forSum(Node.Splitter node) {
        var weights = node.branches().stream()
                .map(branch -> branch.weight().percent())
                .toList();
        return new IllegalArgumentException("weights must sum to %d, found %s".formatted(Weight.TOTAL, weights));
    }
}

package dev.dromos.nodes.connection;

import java.util.ArrayList;
import java.util.List;

/**
 * What goes from loop to loop, the richest first, until one gives up a connection that it has idle for a loop whose calls wait. One
 * after the other: only one is to give, and only the loop itself knows what it has idle.
 */
final class Plea {
    private final LoopConnections poor;
    private final boolean insistent;
    private final List<LoopConnections> heard = new ArrayList<>();

    /** @param insistent when those who have no more than their share have to give too */
    Plea(LoopConnections poor, boolean insistent) {
        this.poor = poor;
        this.insistent = insistent;
    }

    /** True as long as the other is wanting, and has a claim. */
    boolean obliges(LoopConnections rich) {
        return rich != poor && poor.isWanting() && (insistent || rich.owes(poor));
    }

    /** Whether this has been to a loop, which it may leave empty-handed. */
    boolean wasHeardBy(LoopConnections rich) {
        return heard.contains(rich);
    }

    void isHeardBy(LoopConnections rich) {
        heard.add(rich);
    }
}

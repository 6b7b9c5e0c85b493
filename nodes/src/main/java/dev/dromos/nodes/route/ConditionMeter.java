package dev.dromos.nodes.route;

/** Hears how often one condition holds. Called on event loops: it must neither block nor fail. */
@FunctionalInterface
public interface ConditionMeter {

    /** Makes the meters of a graph's conditions, when the graph is compiled. */
    @FunctionalInterface
    interface Factory {
        /** @param step from 0, whose condition it is */
        ConditionMeter meter(String node, int step);
    }

    void asked(boolean holds);
}

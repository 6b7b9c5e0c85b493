package dev.dromos.nodes.call;

/**
 * Which step of which node, for people: in error causes and logs. Never part of an address.
 *
 * @param index from 0, in the order the user wrote the steps
 * @param name the step's own name, empty when it has none
 */
public record StepRef(String node, int index, String name) {

    @Override
    public String toString() {
        return name.isEmpty()
                ? "step %d of node `%s`".formatted(index, node)
                : "step `%s` of node `%s`".formatted(name, node);
    }
}

package dev.dromos.graph;

/**
 * One call that a node makes, whatever the node's kind.
 *
 * @param name as the user wrote it; empty when they did not
 */
public record Step(String name, Target target, Dependency dependency, Policy policy) {

    /** A step that makes each call once, as in KServe. */
    public Step(String name, Target target, Dependency dependency) {
        this(name, target, dependency, Policy.NONE);
    }

    /** What a node does when a step answers with something other than 2xx. */
    public enum Dependency {
        /** The answer travels on as any other; KServe's default. */
        SOFT,
        /** The node stops with that answer and status. */
        HARD
    }

    /** True when the step must succeed for its node to go on. */
    public boolean isHard() {
        return dependency == Dependency.HARD;
    }

    /** True for a step that only leads on to a node: there is nothing to be done about the node's answer but to take it. */
    public boolean leadsToItsNode() {
        return target instanceof Target.NodeRef && policy.isNone();
    }
}

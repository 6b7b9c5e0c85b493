package dev.dromos.deploy.operator;

/** Whose a graph is. */
sealed interface Claim {
    /** The operator's. */
    record Ours() implements Claim {}

    /** Another controller's. */
    record Theirs() implements Claim {}

    /**
     * The operator's until somebody else came.
     *
     * @param who as the API server's books call them
     */
    record GivenUp(String who) implements Claim {}
}

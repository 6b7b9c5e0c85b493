package dev.dromos.nodes.route;

import java.util.Locale;

/** The kinds of {@link GraphParts}; a kind's word is the first of a part's name ({@link PartName}). */
public enum PartKind {
    /** Processor of the root of an exported graph: begins the request, unless it has begun. */
    REQUEST,
    /** Processor of the root of an exported graph: hands the status to Camel. */
    REPLY,
    /** Predicate of one step: its condition holds for the body. */
    CONDITION,
    /** Predicate: the last answer is a success. */
    SUCCESS,
    /** Processor of a Sequence: keeps its input for the steps that get it later. */
    ENTER,
    /** Processor of one step of a Sequence: makes its input, where that is not what the step before answered. */
    INPUT,
    /** Processor of a Sequence: fails where the first step has a condition. */
    UNANSWERED,
    /** Processor of a Sequence: fails unless the last answer is JSON, so that a condition can ask it. */
    JSON,
    /** Processor: the answer of a Sequence that an unmet condition has ended is a success. */
    UNMET,
    /** Processor of a Switch: fails, since no case holds. */
    UNMATCHED,
    /** Load balancer of a Splitter. */
    SPLITTER,
    /** Load balancer of an Ensemble. */
    ENSEMBLE,
    /** Processor of an Ensemble without members. */
    EMPTY,
    /** Call of a node, by a step with a limit or a fallback or in the place of a step. */
    NODE;

    /** {@code condition} */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

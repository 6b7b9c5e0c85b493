package dev.dromos.graph.crd;

/** What a node does with its steps. The constants are the words of the YAML. */
public enum RouterType {
    Sequence,
    Splitter,
    Ensemble,
    Switch
}

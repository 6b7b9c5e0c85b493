package dev.dromos.graph.crd;

/** What a step's failure means for its node. The constants are the words of the YAML; KServe reads an absent one as Soft. */
public enum Dependency {
    Soft,
    Hard
}

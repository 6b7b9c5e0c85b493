package dev.dromos.graph.check;

import dev.dromos.graph.Graph;
import dev.dromos.graph.crd.InferenceGraphSpec;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;

/** A graph has a node named {@code root}. */
final class RootRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        InferenceGraphSpec spec = subject.facts().graph().spec();
        Path nodes = Path.spec().field("nodes");
        if (spec == null) {
            findings.add(Path.spec(), new Mistake.MissingField());
        } else if (spec.nodes() == null) {
            findings.add(nodes, new Mistake.MissingField());
        } else if (!spec.nodes().containsKey(Graph.ROOT)) {
            findings.add(nodes, new Mistake.NoRoot(subject.nodeNames()));
        }
    }
}

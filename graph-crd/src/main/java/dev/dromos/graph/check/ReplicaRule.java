package dev.dromos.graph.check;

import dev.dromos.graph.crd.InferenceGraphSpec;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;

/** Replicas are counted from 0, and the least is not more than the most; {@code maxReplicas: 0} means any number. */
final class ReplicaRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        InferenceGraphSpec spec = subject.facts().graph().spec();
        if (spec == null) {
            return;
        }
        Integer min = spec.minReplicas();
        Integer max = spec.maxReplicas();
        Path minPath = Path.spec().field("minReplicas");
        if (min != null && min < 0) {
            findings.add(minPath, new Mistake.NegativeReplicas(min));
        }
        if (max != null && max < 0) {
            findings.add(Path.spec().field("maxReplicas"), new Mistake.NegativeReplicas(max));
        }
        if (min != null && max != null && max > 0 && min > max) {
            findings.add(minPath, new Mistake.ReplicaOrder(min, max));
        }
    }
}

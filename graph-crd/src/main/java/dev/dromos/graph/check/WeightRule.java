package dev.dromos.graph.check;

import dev.dromos.graph.Weight;
import dev.dromos.graph.crd.RouterType;
import dev.dromos.graph.problem.Mistake;

/** The steps of a Splitter share out all requests: each has a weight from 0 to 100, and together they have 100. */
final class WeightRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        subject.nodes(RouterType.Splitter).forEach(node -> check(node, findings));
    }

    private static void check(Subject.NodeAt node, Findings findings) {
        int sum = 0;
        boolean summable = !node.router().steps().isEmpty();
        for (var at : node.steps()) {
            var path = at.path().field("weight");
            Long weight = at.step().weight();
            if (weight == null) {
                findings.add(path, new Mistake.NoWeight());
                summable = false;
            } else if (weight < 0 || weight > Weight.TOTAL) {
                findings.add(path, new Mistake.WeightOutOfRange(weight));
                summable = false;
            } else {
                sum += Math.toIntExact(weight);
            }
        }
        if (summable && sum != Weight.TOTAL) {
            findings.add(node.stepsPath(), new Mistake.WeightSum(sum));
        }
    }
}

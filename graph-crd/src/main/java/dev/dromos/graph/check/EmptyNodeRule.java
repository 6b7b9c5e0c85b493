package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake;

/** A node has steps. An Ensemble without any answers {@code {}} in KServe, so there it is only odd. */
final class EmptyNodeRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        for (var node : subject.nodes()) {
            var type = node.router().routerType();
            if (type != null && node.router().steps().isEmpty()) {
                var mistake = switch (type) {
                    case Ensemble -> new Mistake.EmptyEnsemble();
                    case Sequence, Splitter, Switch -> new Mistake.NoSteps(type.name());
                };
                findings.add(node.stepsPath(), mistake);
            }
        }
    }
}

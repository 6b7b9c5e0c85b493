package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake;

/** Every node says what it does with its steps. */
final class RouterTypeRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        for (var node : subject.nodes()) {
            if (node.router().routerType() == null) {
                findings.add(node.path().field("routerType"), new Mistake.MissingField());
            }
        }
    }
}

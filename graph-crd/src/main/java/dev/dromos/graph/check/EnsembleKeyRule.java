package dev.dromos.graph.check;

import dev.dromos.graph.crd.RouterType;
import dev.dromos.graph.problem.Mistake;
import java.util.HashMap;
import java.util.Map;

/** The answers of an Ensemble's members have different keys; a member without a name has its index. */
final class EnsembleKeyRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        subject.nodes(RouterType.Ensemble).forEach(node -> {
            Map<String, Integer> unnamed = new HashMap<>(); // looked up by key only
            for (var at : node.steps()) {
                boolean unreadable = subject.facts().isUnreadable(at.path().field("name"));
                if (at.step().name() == null && !unreadable) {
                    unnamed.put(String.valueOf(at.index()), at.index());
                }
            }
            for (var at : node.steps()) {
                String name = at.step().name();
                if (name != null && unnamed.containsKey(name)) {
                    findings.add(
                            at.path().field("name"), new Mistake.KeyCollision(name, unnamed.getOrDefault(name, 0)));
                }
            }
        });
    }
}

package dev.dromos.graph.check;

import dev.dromos.graph.crd.RouterType;
import dev.dromos.graph.problem.Mistake;
import java.util.List;

/** {@code data} is one of the two words that mean something; KServe reads every other as {@code $request}. */
final class DataRule implements Rule {
    static final String RESPONSE = "$response";

    private static final List<String> KNOWN = List.of("$request", RESPONSE);

    @Override
    public void check(Subject subject, Findings findings) {
        subject.nodes(RouterType.Sequence)
                .flatMap(node -> node.steps().stream())
                .forEach(at -> {
                    String data = at.step().data();
                    if (data != null && !KNOWN.contains(data)) {
                        findings.add(at.path().field("data"), new Mistake.UnknownData(data, KNOWN));
                    } else if (at.index() == 0 && RESPONSE.equals(data)) {
                        findings.add(at.path().field("data"), new Mistake.FirstStepData());
                    }
                });
    }
}

package dev.dromos.graph.check;

import static dev.dromos.graph.crd.RouterType.Ensemble;
import static dev.dromos.graph.crd.RouterType.Sequence;
import static dev.dromos.graph.crd.RouterType.Splitter;
import static dev.dromos.graph.crd.RouterType.Switch;

import dev.dromos.graph.crd.Dependency;
import dev.dromos.graph.crd.InferenceStep;
import dev.dromos.graph.crd.RouterType;
import dev.dromos.graph.problem.Mistake;
import java.util.List;
import java.util.function.Predicate;

/** A field stands where it has an effect. */
final class IgnoredFieldRule implements Rule {

    /** A field, when it is given, and the nodes that read it. */
    private record Reader(String field, Predicate<InferenceStep> isGiven, List<RouterType> types) {}

    private static final List<Reader> READERS = List.of(
            new Reader("condition", step -> step.condition() != null, List.of(Sequence, Switch)),
            // `$request` is what every node sends anyway, so it changes nothing to write it.
            new Reader("data", step -> step.data() != null && !"$request".equals(step.data()), List.of(Sequence)),
            new Reader(
                    "mapPredictionsToInstances",
                    step -> Boolean.TRUE.equals(step.mapPredictionsToInstances()),
                    List.of(Sequence)),
            new Reader("dependency", step -> step.dependency() == Dependency.Hard, List.of(Sequence, Ensemble)),
            new Reader("weight", step -> step.weight() != null, List.of(Splitter)));

    @Override
    public void check(Subject subject, Findings findings) {
        for (var node : subject.nodes()) {
            var type = node.router().routerType();
            if (type != null) {
                node.steps().forEach(at -> check(at, type, findings));
            }
        }
    }

    private static void check(Subject.StepAt at, RouterType type, Findings findings) {
        for (Reader reader : READERS) {
            if (reader.isGiven().test(at.step()) && !reader.types().contains(type)) {
                var readers = reader.types().stream().map(RouterType::name).toList();
                findings.add(at.path().field(reader.field()), new Mistake.IgnoredField(type.name(), readers));
            }
        }
    }
}

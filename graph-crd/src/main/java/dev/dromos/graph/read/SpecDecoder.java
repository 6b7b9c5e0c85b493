package dev.dromos.graph.read;

import dev.dromos.graph.crd.Dependency;
import dev.dromos.graph.crd.InferenceGraphSpec;
import dev.dromos.graph.crd.InferenceRouter;
import dev.dromos.graph.crd.InferenceStep;
import dev.dromos.graph.crd.RouterTimeouts;
import dev.dromos.graph.crd.RouterType;
import dev.dromos.graph.crd.ScaleMetric;
import dev.dromos.graph.problem.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A spec as facts. What is not there or not readable is null in them; a node or step is there even when nothing in it can be read. */
final class SpecDecoder {
    private final Notes notes;

    SpecDecoder(Notes notes) {
        this.notes = notes;
    }

    InferenceGraphSpec spec(Located value, Path path) {
        var fields = Fields.of(value, path, notes);
        var spec = new InferenceGraphSpec(
                fields.value("nodes", this::nodes),
                fields.opaque("resources"),
                fields.opaque("affinity"),
                fields.whole("timeout"),
                fields.value("routerTimeouts", this::routerTimeouts),
                fields.count("minReplicas"),
                fields.count("maxReplicas"),
                fields.count("scaleTarget"),
                fields.word("scaleMetric", ScaleMetric.class),
                fields.opaqueList("tolerations"),
                fields.opaque("nodeSelector"),
                fields.text("nodeName"),
                fields.text("serviceAccountName"));
        fields.refuseOthers();
        return spec;
    }

    private SequencedMap<String, InferenceRouter> nodes(Located value, Path path) {
        var nodes = new LinkedHashMap<String, InferenceRouter>();
        Fields.of(value, path, notes).forEach((name, node, at) -> nodes.put(name, node(node, at)));
        return nodes;
    }

    private InferenceRouter node(Located value, Path path) {
        if (value instanceof Located.Scalar scalar && scalar.kind() == Located.Kind.NOTHING) {
            return new InferenceRouter(null, List.of());
        }
        var fields = Fields.of(value, path, notes);
        var node = new InferenceRouter(fields.word("routerType", RouterType.class), fields.items("steps", this::step));
        fields.refuseOthers();
        return node;
    }

    private InferenceStep step(Located value, Path path) {
        var fields = Fields.of(value, path, notes);
        var step = new InferenceStep(
                fields.text("name"),
                fields.text("nodeName"),
                fields.text("serviceName"),
                fields.text("serviceUrl"),
                fields.text("data"),
                fields.truth("mapPredictionsToInstances"),
                fields.whole("weight"),
                fields.text("condition"),
                fields.word("dependency", Dependency.class));
        fields.refuseOthers();
        return step;
    }

    private RouterTimeouts routerTimeouts(Located value, Path path) {
        var fields = Fields.of(value, path, notes);
        var timeouts = new RouterTimeouts(
                fields.whole("serverRead"),
                fields.whole("serverWrite"),
                fields.whole("serverIdle"),
                fields.whole("serviceClient"));
        fields.refuseOthers();
        return timeouts;
    }
}

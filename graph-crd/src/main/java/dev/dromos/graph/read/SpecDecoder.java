package dev.dromos.graph.read;

import dev.dromos.graph.crd.Dependency;
import dev.dromos.graph.crd.ErrorStatus;
import dev.dromos.graph.crd.HeaderRules;
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
    private final PolicyDecoder policies;

    SpecDecoder(Notes notes) {
        this.notes = notes;
        this.policies = new PolicyDecoder(notes);
    }

    InferenceGraphSpec spec(Located value, Path path) {
        var fields = Fields.of(value, path, notes);
        var ours = ours(fields);
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
                fields.text("serviceAccountName"),
                ours.duration("deadline"),
                ours.word("errorStatus", ErrorStatus.class),
                ours.value("defaults", policies::defaults),
                ours.value("headers", this::headers));
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
        var ours = ours(fields);
        var step = new InferenceStep(
                fields.text("name"),
                fields.text("nodeName"),
                fields.text("serviceName"),
                fields.text("serviceUrl"),
                fields.text("data"),
                fields.truth("mapPredictionsToInstances"),
                fields.whole("weight"),
                fields.text("condition"),
                fields.word("dependency", Dependency.class),
                ours.duration("timeout"),
                ours.value("retry", policies::retry),
                ours.value("hedge", policies::hedge),
                ours.value("fallback", policies::fallback));
        fields.refuseOthers();
        return step;
    }

    /** The same fields for our own names; none where those mean nothing, so that they stay unknown there. */
    private Fields ours(Fields fields) {
        return notes.isOurLanguage() ? fields : Fields.none(notes);
    }

    private HeaderRules headers(Located value, Path path) {
        var fields = Fields.of(value, path, notes);
        var headers = new HeaderRules(fields.textList("propagate"));
        fields.refuseOthers();
        return headers;
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

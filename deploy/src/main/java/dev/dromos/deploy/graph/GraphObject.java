package dev.dromos.deploy.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Checked;
import dev.dromos.graph.check.Checker;
import dev.dromos.graph.problem.Problem;
import dev.dromos.graph.read.Facts;
import dev.dromos.graph.read.GraphReader;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * A graph as an API server keeps it. Its spec is opaque, so that no graph is one that cannot be read; what is wrong with it, the reader
 * and the checker of graphs say, here as on a command line.
 */
public record GraphObject(ApiGroup group, ObjectMeta metadata, JsonNode spec) {
    private static final String SERVICE_NAME = "serviceName";

    /** What a router has no use for: without it in its argument, it goes on when only that changes. */
    private static final List<String> OF_THE_PLATFORM = List.of(
            "resources",
            "affinity",
            "minReplicas",
            "maxReplicas",
            "scaleTarget",
            "scaleMetric",
            "tolerations",
            "nodeSelector",
            "nodeName",
            "serviceAccountName");

    public String name() {
        return metadata.getName();
    }

    public String namespace() {
        return metadata.getNamespace();
    }

    /** None where Kubernetes' model has null. */
    @SuppressWarnings("ConstantValue")
    public Map<String, String> annotations() {
        Map<String, String> annotations = metadata.getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    public long generation() {
        return metadata.getGeneration() == null ? 0 : metadata.getGeneration();
    }

    /** What the checker says of it, and nothing about where its services are. */
    public Checked check() {
        return check(object(spec), CheckOptions.DEFAULT);
    }

    /** Everything that is wrong with the router's argument, which is nothing when the graph is good and its services have addresses. */
    public List<Problem> problemsOf(RouterGraph graph) {
        return check(graph.text(), CheckOptions.DEFAULT.withControllerForm()).problems().stream()
                .filter(Problem::isError)
                .toList();
    }

    /** The names of services that steps call, in the order of the spec; only those that are not beside a URL. */
    public SequencedSet<String> services() {
        return services(spec);
    }

    /** The same of a spec alone. */
    public static SequencedSet<String> services(JsonNode spec) {
        var names = new LinkedHashSet<String>();
        for (JsonNode node : spec.path("nodes")) {
            for (JsonNode step : node.path("steps")) {
                addService(step, names);
                addService(step.path("fallback"), names);
            }
        }
        return names;
    }

    private static void addService(JsonNode target, SequencedSet<String> names) {
        String name = target.path(SERVICE_NAME).asText();
        if (!name.isEmpty() && !target.hasNonNull("serviceUrl")) {
            names.add(name);
        }
    }

    /** The graph as a router is given it: as KServe's controller does, with an address beside each service's name. */
    public RouterGraph withAddresses(Map<String, URI> addresses) {
        JsonNode addressed = spec.deepCopy();
        for (JsonNode node : addressed.path("nodes")) {
            for (JsonNode step : node.path("steps")) {
                addAddress(step, addresses);
                addAddress(step.path("fallback"), addresses);
            }
        }
        if (addressed instanceof ObjectNode fields) {
            fields.remove(OF_THE_PLATFORM);
        }
        // KServe's router takes the spec alone; ours must hear whose language it is.
        return new RouterGraph(group == ApiGroup.KSERVE ? addressed.toString() : object(addressed));
    }

    private static void addAddress(JsonNode target, Map<String, URI> addresses) {
        URI address = addresses.get(target.path(SERVICE_NAME).asText());
        if (address != null && target instanceof ObjectNode step && !step.hasNonNull("serviceUrl")) {
            step.put("serviceUrl", address.toString());
        }
    }

    private String object(JsonNode graphSpec) {
        var object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", group.apiVersion()).put("kind", "InferenceGraph");
        object.putObject("metadata").put("name", name());
        object.set("spec", graphSpec);
        return object.toString();
    }

    private Checked check(String text, CheckOptions options) {
        var file = GraphReader.read(name() + ".json", text);
        if (file.graphs().isEmpty()) {
            return new Checked.Invalid(file.problems());
        }
        Facts facts = file.graphs().getFirst();
        return Checker.check(facts, options);
    }
}

package dev.dromos.deploy.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.dromos.deploy.graph.GraphObject;
import dev.dromos.deploy.settings.Platform;
import dev.dromos.deploy.settings.SettingsReader;
import dev.dromos.deploy.steps.Cluster;
import dev.dromos.deploy.steps.Cluster.Kind;
import dev.dromos.graph.ApiGroup;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The objects of a text of YAML or JSON: graphs, what their steps call, and ConfigMaps with settings. */
public final class Manifest {
    /** Where an object is that does not say, as for {@code kubectl}. */
    private static final String NAMESPACE = "default";

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private final List<JsonNode> objects;

    private Manifest(List<JsonNode> objects) {
        this.objects = List.copyOf(objects);
    }

    /** @throws IOException when the text is not YAML */
    public static Manifest parse(String text) throws IOException {
        var objects = new ArrayList<JsonNode>();
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (documents.hasNextValue()) {
                add(documents.nextValue(), objects);
            }
        }
        return new Manifest(objects);
    }

    private static void add(JsonNode document, List<JsonNode> objects) {
        boolean isList = document.path("kind").asText().endsWith("List")
                && document.path("items").isArray();
        if (isList) {
            document.path("items").forEach(objects::add);
        } else {
            objects.add(document);
        }
    }

    /** The graphs, in the order written. */
    public List<GraphObject> graphs() {
        var graphs = new ArrayList<GraphObject>();
        for (JsonNode object : objects) {
            if (isOf(object, Kind.GRAPH.word())) {
                group(object).ifPresent(group -> graphs.add(graph(group, object)));
            }
        }
        return graphs;
    }

    private static Optional<ApiGroup> group(JsonNode object) {
        String apiVersion = object.path("apiVersion").asText();
        return Arrays.stream(ApiGroup.values())
                .filter(group -> group.apiVersion().equals(apiVersion))
                .findFirst();
    }

    private static GraphObject graph(ApiGroup group, JsonNode object) {
        var metadata = SERIALIZATION.convertValue(object.path("metadata"), ObjectMeta.class);
        metadata.setNamespace(namespace(object));
        return new GraphObject(group, metadata, object.has("spec") ? object.path("spec") : NullNode.getInstance());
    }

    /** What graphs of a namespace can call. */
    public Cluster in(String namespace) {
        return (kind, name) -> objects.stream()
                .filter(object -> object.path("apiVersion").asText().equals(kind.apiVersion()))
                .filter(object -> isOf(object, kind.word()) && isNamed(object, name))
                .filter(object -> !kind.isNamespaced() || namespace(object).equals(namespace))
                .findFirst();
    }

    private static boolean isOf(JsonNode object, String kind) {
        return object.path("kind").asText().equals(kind);
    }

    private static boolean isNamed(JsonNode object, String name) {
        return object.path("metadata").path("name").asText().equals(name);
    }

    private static String namespace(JsonNode object) {
        var written = object.path("metadata").path("namespace").asText("");
        return written.isEmpty() ? NAMESPACE : written;
    }

    /** What the ConfigMap of the name says of all routers, in whichever namespace an operator is to be; the defaults where there is none. */
    public SettingsReader.Result settings(String configMap) {
        var found = configMaps(configMap).toList();
        return found.size() > 1
                ? new SettingsReader.Result.Unusable(List.of("expected one ConfigMap of this name, found %d, in %s"
                        .formatted(
                                found.size(),
                                found.stream()
                                        .map(object -> "`" + namespace(object) + "`")
                                        .collect(Collectors.joining(", ")))))
                : SettingsReader.read(data(found.stream()));
    }

    /** Knative, with what ConfigMaps of its names let a Service have: its own, or those that say no namespace. */
    public Platform knative() {
        return Platform.WithKnative.of(ofKnative("config-autoscaler"), ofKnative("config-features"));
    }

    private Map<String, String> ofKnative(String configMap) {
        return data(configMaps(configMap)
                .filter(object -> List.of(NAMESPACE, Platform.KNATIVE_NAMESPACE).contains(namespace(object))));
    }

    private Stream<JsonNode> configMaps(String name) {
        return objects.stream().filter(object -> isOf(object, "ConfigMap") && isNamed(object, name));
    }

    private static Map<String, String> data(Stream<JsonNode> configMaps) {
        var data = new LinkedHashMap<String, String>();
        configMaps.forEach(object -> object.path("data")
                .properties()
                .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText())));
        return data;
    }
}

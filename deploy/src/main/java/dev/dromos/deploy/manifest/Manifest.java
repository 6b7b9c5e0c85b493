package dev.dromos.deploy.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.dromos.deploy.graph.GraphObject;
import dev.dromos.deploy.settings.Platform;
import dev.dromos.deploy.settings.SettingsReader;
import dev.dromos.deploy.steps.Cluster;
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

/** The objects of a text of YAML or JSON: graphs, what their steps call, and ConfigMaps with settings. */
public final class Manifest implements Cluster {
    /** Where an object is that does not say. */
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
            if (object.path("kind").asText().equals(Kind.GRAPH.word())) {
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
        if (metadata.getNamespace() == null) {
            metadata.setNamespace(NAMESPACE);
        }
        return new GraphObject(group, metadata, object.has("spec") ? object.path("spec") : NullNode.getInstance());
    }

    @Override
    public Optional<JsonNode> find(Kind kind, String name) {
        return objects.stream()
                .filter(object -> object.path("apiVersion").asText().equals(kind.apiVersion()))
                .filter(object -> object.path("kind").asText().equals(kind.word()))
                .filter(object -> object.path("metadata").path("name").asText().equals(name))
                .findFirst();
    }

    /** What a ConfigMap of the name says of all routers; the defaults where there is none. */
    public SettingsReader.Result settings(String configMap) {
        return SettingsReader.read(data(configMap));
    }

    /** Knative, with what ConfigMaps of its names let a Service have. */
    public Platform knative() {
        return Platform.WithKnative.of(data("config-autoscaler"), data("config-features"));
    }

    private Map<String, String> data(String configMap) {
        var data = new LinkedHashMap<String, String>();
        objects.stream()
                .filter(object -> object.path("kind").asText().equals("ConfigMap"))
                .filter(object -> object.path("metadata").path("name").asText().equals(configMap))
                .forEach(object -> object.path("data")
                        .properties()
                        .forEach(entry ->
                                data.put(entry.getKey(), entry.getValue().asText())));
        return data;
    }
}

package dev.dromos.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.dromos.deploy.graph.GraphObject;
import dev.dromos.deploy.steps.Cluster.Kind;
import dev.dromos.graph.ApiGroup;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cluster that is what a test says. */
final class FakeLists implements Lists {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final Map<String, Map<String, GraphObject>> graphs = new HashMap<>();
    private final Map<Kind, Map<String, JsonNode>> objects = new HashMap<>();
    private final Map<String, KubernetesClientException> failing = new HashMap<>();
    private long generation;

    @Override
    public List<GraphObject> graphs(String namespace) {
        if (failing.containsKey(namespace)) {
            throw failing.get(namespace);
        }
        return List.copyOf(graphs.getOrDefault(namespace, Map.of()).values());
    }

    @Override
    public Map<String, JsonNode> objects(Kind kind, String namespace) {
        return objects.getOrDefault(kind, Map.of());
    }

    /** A namespace cannot be asked from now on. */
    void fail(String namespace, KubernetesClientException failure) {
        failing.put(namespace, failure);
    }

    void mend(String namespace) {
        failing.remove(namespace);
    }

    /** Creates a graph or changes it; what is returned can be changed too. */
    ObjectMeta graph(String namespace, String name, String spec) {
        var metadata = new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .withUid(name)
                .withGeneration(++generation)
                .build();
        graphs.computeIfAbsent(namespace, _ -> new LinkedHashMap<>())
                .put(name, new GraphObject(ApiGroup.DROMOS, metadata, tree(spec)));
        return metadata;
    }

    void noGraph(String namespace, String name) {
        graphs.getOrDefault(namespace, new HashMap<>()).remove(name);
    }

    void object(Kind kind, String name, String yaml) {
        objects.put(kind, Map.of(name, tree(yaml)));
    }

    void noObjects() {
        objects.clear();
    }

    private static JsonNode tree(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

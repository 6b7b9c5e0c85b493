package dev.dromos.shared;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromos.deploy.steps.Cluster;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What the steps of one namespace's graphs can call. A kind is listed once a look, when a step first asks for it. */
final class ListedCluster implements Cluster {
    private final Lists lists;
    private final String namespace;
    private final Map<Kind, Map<String, JsonNode>> own = new EnumMap<>(Kind.class);

    /** What has no namespace is the same for all. */
    private final Map<Kind, Map<String, JsonNode>> everyones;

    /** @param everyones what has been listed in this look for other namespaces too */
    ListedCluster(Lists lists, String namespace, Map<Kind, Map<String, JsonNode>> everyones) {
        this.lists = lists;
        this.namespace = namespace;
        this.everyones = everyones;
    }

    @Override
    public Optional<JsonNode> find(Kind kind, String name) {
        var listed = kind.isNamespaced() ? own : everyones;
        return Optional.ofNullable(listed.computeIfAbsent(kind, asked -> lists.objects(asked, namespace))
                .get(name));
    }
}

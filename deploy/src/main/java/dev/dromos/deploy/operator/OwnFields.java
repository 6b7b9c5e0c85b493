package dev.dromos.deploy.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;

/**
 * Which fields of an object are the operator's, in the API server's books. What has been created stands there beside what has been applied,
 * and keeps fields that are applied no more; so it is handed over before something is applied for the first time. The number of pods is
 * given up where others are to count them: an owner who does not apply it any more would put it back to one.
 */
final class OwnFields {
    private static final String FIELDS = "fieldsV1";
    private static final String SPEC = "f:spec";
    private static final String COUNT = "f:replicas";

    private final List<ObjectNode> own = new ArrayList<>();
    private final List<JsonNode> others = new ArrayList<>();
    private final boolean leavesCount;

    /**
     * @param object as it is
     * @param wanted what is to be applied to it
     */
    static OwnFields of(HasMetadata object, HasMetadata wanted, KubernetesSerialization serialization) {
        var books = serialization.convertValue(object.getMetadata().getManagedFields(), JsonNode.class);
        boolean leavesCount =
                wanted instanceof Deployment deployment && deployment.getSpec().getReplicas() == null;
        return new OwnFields(books, Hands.FIELD_MANAGER, leavesCount);
    }

    /**
     * @param books {@code metadata.managedFields}
     * @param leavesCount whether the number of pods is others' from now on
     */
    OwnFields(JsonNode books, String manager, boolean leavesCount) {
        this.leavesCount = leavesCount;
        for (JsonNode entry : books) {
            if (entry instanceof ObjectNode object && isOf(manager, entry)) {
                own.add(object);
            } else {
                others.add(entry);
            }
        }
    }

    private static boolean isOf(String manager, JsonNode entry) {
        return entry.path("manager").asText().equals(manager)
                && entry.path("subresource").asText().isEmpty();
    }

    boolean areToBeHandedOver() {
        return own.stream().anyMatch(entry -> !entry.path("operation").asText().equals("Apply") || ownsCount(entry));
    }

    private boolean ownsCount(JsonNode entry) {
        return leavesCount && entry.path(FIELDS).path(SPEC).has(COUNT);
    }

    /** A JSON Patch (RFC 6902) of the object, which is refused when it is another version by now. */
    ArrayNode handOver(String resourceVersion) {
        return JsonNodeFactory.instance
                .arrayNode()
                .add(replacement("/metadata/managedFields", handedOver()))
                .add(replacement("/metadata/resourceVersion", TextNode.valueOf(resourceVersion)));
    }

    private static ObjectNode replacement(String path, JsonNode value) {
        ObjectNode operation = JsonNodeFactory.instance.objectNode();
        operation.put("op", "replace").put("path", path).set("value", value);
        return operation;
    }

    /** The books as they are to be: all that is the operator's has been applied. */
    ArrayNode handedOver() {
        ObjectNode all = own.getFirst().deepCopy().put("operation", "Apply");
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        own.forEach(entry -> merge(fields, entry.path(FIELDS)));
        if (leavesCount && fields.path(SPEC) instanceof ObjectNode spec) {
            spec.remove(COUNT);
        }
        all.set(FIELDS, fields);
        return JsonNodeFactory.instance.arrayNode().addAll(others).add(all);
    }

    private static void merge(ObjectNode into, JsonNode from) {
        from.properties().forEach(field -> {
            if (into.path(field.getKey()) instanceof ObjectNode there) {
                merge(there, field.getValue());
            } else {
                into.set(field.getKey(), field.getValue().deepCopy());
            }
        });
    }
}

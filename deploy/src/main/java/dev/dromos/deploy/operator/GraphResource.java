package dev.dromos.deploy.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.dromos.deploy.graph.GraphObject;
import dev.dromos.deploy.status.GraphStatus;
import dev.dromos.graph.ApiGroup;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A graph as the API server sends it. Spec and status are any JSON, so that there is none that cannot be read: one would keep all others
 * from being watched.
 */
@Group("dromos.dev")
@Version("v1alpha1")
@Kind("InferenceGraph")
@Plural("inferencegraphs")
public class GraphResource extends CustomResource<JsonNode, JsonNode> implements Namespaced {
    private static final long serialVersionUID = 1L;
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    @Override
    protected JsonNode initSpec() {
        return NullNode.getInstance();
    }

    @Override
    protected JsonNode initStatus() {
        return NullNode.getInstance();
    }

    GraphObject asGraph() {
        return new GraphObject(group(), getMetadata(), getSpec() == null ? NullNode.getInstance() : getSpec());
    }

    /** What was said of it last; nothing where that cannot be read. */
    GraphStatus lastStatus() {
        if (getStatus() == null || !getStatus().isObject()) {
            return GraphStatus.NONE;
        }
        try {
            return SERIALIZATION.convertValue(getStatus(), GraphStatus.class);
        } catch (IllegalArgumentException _) {
            return GraphStatus.NONE; // somebody else wrote it; it is written anew
        }
    }

    /** Whose language it is written in. */
    ApiGroup group() {
        return ApiGroup.DROMOS;
    }

    /** Whose it is. */
    Claim claim() {
        return new Claim.Ours();
    }

    /** A status as far as the definition has fields for it; the API server takes no other. */
    GraphStatus fitting(GraphStatus status) {
        return status;
    }

    /**
     * Makes of a new object one with nothing but this one's name and version and a status, for the API server to merge. It refuses that where
     * the graph has changed since, or is another one of the name; of a uid it would take no notice.
     */
    <P extends GraphResource> P withOnly(GraphStatus status, P patch) {
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(getMetadata().getName())
                .withNamespace(getMetadata().getNamespace())
                .withResourceVersion(getMetadata().getResourceVersion())
                .build());
        patch.setSpec(null);
        patch.setStatus(SERIALIZATION.convertValue(status, JsonNode.class));
        return patch;
    }
}

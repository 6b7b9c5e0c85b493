package dev.dromos.shared;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromos.deploy.graph.GraphObject;
import dev.dromos.deploy.steps.Cluster.Kind;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;

/** Whole lists of what a cluster has. Both methods throw {@link KubernetesClientException} when it cannot be asked. */
interface Lists {

    /** Those of a namespace that are to be served. */
    List<GraphObject> graphs(String namespace);

    /** By name; empty where the cluster has no such kind. */
    Map<String, JsonNode> objects(Kind kind, String namespace);
}

package dev.dromos.deploy.operator;

import dev.dromos.deploy.assess.Assessment.Intention.Leave;
import dev.dromos.deploy.router.RouterModel;
import dev.dromos.deploy.settings.DeploymentMode;
import dev.dromos.deploy.settings.Exposure;
import dev.dromos.deploy.steps.Cluster.Kind;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a cluster has besides Kubernetes, as far as an operator works with it. When that changes the operator starts its work anew, since
 * nobody can watch a kind that is not there.
 *
 * @param orphans whether there are graphs of KServe's definition to adopt, and no controller of KServe's
 * @param graphFiles whether the operator may keep graphs in ConfigMaps, which an administrator has to allow
 */
record Installed(boolean knative, boolean inferenceServices, boolean httpRoutes, boolean graphFiles, boolean orphans) {

    private static final String KSERVE_CONTROLLER = "kserve-controller-manager";

    /** @throws KubernetesClientException when the API server does not say */
    static Installed in(KubernetesClient client, OperatorOptions options) {
        return new Installed(
                has(client, Kind.KNATIVE_SERVICE),
                has(client, Kind.INFERENCE_SERVICE),
                client.supports(HTTPRoute.class),
                mayKeepGraphs(client, options.watched()),
                !options.kserveNamespace().isEmpty() && hasOrphans(client, options.kserveNamespace()));
    }

    /** Whether a kind is not there that was. */
    boolean hasLost(Installed before) {
        return (before.knative && !knative)
                || (before.inferenceServices && !inferenceServices)
                || (before.httpRoutes && !httpRoutes);
    }

    private static boolean has(KubernetesClient client, Kind kind) {
        return client.supports(kind.apiVersion(), kind.word());
    }

    /** Who may not look must take it that somebody is there. */
    private static boolean hasOrphans(KubernetesClient client, String kserve) {
        try {
            return client.supports(AdoptedGraph.class)
                    && client.apps()
                                    .deployments()
                                    .inNamespace(kserve)
                                    .withName(KSERVE_CONTROLLER)
                                    .get()
                            == null;
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return false;
            }
            throw refused;
        }
    }

    private static boolean mayKeepGraphs(KubernetesClient client, Set<String> namespaces) {
        var asked = namespaces.isEmpty() ? Set.of("") : namespaces; // an empty one stands for all
        return asked.stream()
                .allMatch(namespace -> Stream.of("get", "list", "watch", "create", "patch", "delete")
                        .allMatch(verb -> may(client, verb, namespace)));
    }

    private static boolean may(KubernetesClient client, String verb, String namespace) {
        var review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withVerb(verb)
                .withResource("configmaps")
                .endResourceAttributes()
                .endSpec()
                .build();
        return client.resource(review).create().getStatus().getAllowed();
    }

    /** What a router would need that is not there; no second try would change that. */
    Optional<Leave> lackOf(RouterModel router) {
        if (!graphFiles && !router.graph().fitsArgument()) {
            return Optional.of(new Leave(
                    "GraphTooLarge",
                    "the graph is larger than 96 KiB and would have to be in a ConfigMap, which the operator may not write;"
                            + " the ClusterRole dromos-large-graphs allows it"));
        }
        if (!httpRoutes
                && router.mode() == DeploymentMode.STANDARD
                && router.exposure() instanceof Exposure.ByGateway) {
            return Optional.of(new Leave(
                    "GatewayApiMissing",
                    "the settings ask for an HTTPRoute, but the Gateway API is not installed;"
                            + " `enableGatewayApi: false` in ingress needs none"));
        }
        return Optional.empty();
    }
}

package dev.dromos.deploy.router;

import dev.dromos.deploy.settings.DeploymentMode;
import dev.dromos.deploy.settings.Platform;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A router as objects of Kubernetes, in the order in which they are best created. */
public final class RouterObjects {
    static final String GRAPH_LABEL = "serving.kserve.io/inferencegraph";
    static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** The file in the ConfigMap of a graph that is too large for an argument. */
    static final String GRAPH_FILE = "graph.json";

    /** What versions of its API begin with. */
    public static final String KNATIVE_GROUP = "serving.knative.dev/";

    private static final String MANAGER = "dromos";

    private RouterObjects() {}

    /** As they are created. */
    public static List<HasMetadata> of(RouterModel router, Platform platform) {
        var objects = new ArrayList<HasMetadata>();
        if (!router.graph().fitsArgument()) {
            objects.add(new ConfigMapBuilder()
                    .withMetadata(metadata(router, graphFileName(router), Map.of()))
                    .addToData(GRAPH_FILE, router.graph().text())
                    .withImmutable(true)
                    .build());
        }
        switch (router.mode()) {
            case KNATIVE -> objects.add(KnativeRouter.service(router, platform));
            case STANDARD -> objects.addAll(StandardRouter.objects(router));
        }
        return List.copyOf(objects);
    }

    /** What is to be said of an object once it is there: no number of pods, where others count them. */
    public static HasMetadata standing(RouterModel router, HasMetadata created) {
        return created instanceof Deployment deployment && router.scaling().isCountedByOthers()
                ? new DeploymentBuilder(deployment)
                        .editSpec()
                        .withReplicas(null)
                        .endSpec()
                        .build()
                : created;
    }

    /** Whether an object of a router can only be that of a router in another mode. */
    public static boolean isOfAnother(DeploymentMode mode, HasMetadata object) {
        return switch (mode) {
            case KNATIVE -> !isOfKnative(object) && !object.getKind().equals("ConfigMap");
            case STANDARD -> isOfKnative(object);
        };
    }

    /** Whether requests pass it, or end there. */
    public static boolean isOnTheWay(HasMetadata object) {
        return isFront(object) || object instanceof Deployment || isOfKnative(object);
    }

    private static boolean isOfKnative(HasMetadata object) {
        return object.getApiVersion().startsWith(KNATIVE_GROUP);
    }

    /** Whether requests come to a Deployment by it. By words, since it may be an object that cannot be read as its own kind. */
    public static boolean isFront(HasMetadata object) {
        return switch (object.getKind()) {
            case "Service" -> !isOfKnative(object);
            default -> isOutside(object);
        };
    }

    /** Whether requests from outside the cluster come to a Deployment by it. */
    public static boolean isOutside(HasMetadata object) {
        return object.getKind().equals("Ingress") || object.getKind().equals("HTTPRoute");
    }

    /** Whether labels are those of an object of a graph's router. Kubernetes' model has null for none. */
    @SuppressWarnings("ConstantValue")
    public static boolean isLabelled(Map<String, String> labels, String graph) {
        return labels != null && MANAGER.equals(labels.get(MANAGED_BY)) && graph.equals(labels.get(GRAPH_LABEL));
    }

    /** Another graph is in another file, so that an older revision keeps its own. */
    static String graphFileName(RouterModel router) {
        return router.identity().name() + "-graph-" + router.graph().hash();
    }

    static ObjectMeta metadata(RouterModel router, String name, Map<String, String> annotations) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(router.identity().namespace())
                .withLabels(labels(router))
                .withAnnotations(annotations)
                .withOwnerReferences(router.identity().owner())
                .build();
    }

    /** The graph's own, and whose router it is; nobody but us says the latter. */
    static Map<String, String> labels(RouterModel router) {
        var labels = new LinkedHashMap<>(router.identity().labels());
        labels.put(GRAPH_LABEL, router.identity().name());
        labels.put(MANAGED_BY, MANAGER);
        return labels;
    }
}

package dev.dromos.deploy.router;

import dev.dromos.deploy.router.RouterModel.Metric;
import dev.dromos.deploy.settings.Exposure;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A router as a Deployment, with what is around one. */
final class StandardRouter {
    /** KServe's, before the names of all that it selects by. */
    static final String APP_PREFIX = "isvc.";

    private static final String APP = "app";
    private static final String PORT_NAME = "http";

    /** What KServe scales by where a graph says nothing. */
    private static final int USUAL_UTILISATION = 80;

    private static final int SERVICE_PORT = 80;

    private StandardRouter() {}

    static List<HasMetadata> objects(RouterModel router) {
        var objects = new ArrayList<HasMetadata>();
        objects.add(service(router));
        objects.add(deployment(router));
        if (router.scaling().isAutoscaled()) {
            objects.add(autoscaler(router));
        }
        // For a single pod a budget would say nothing.
        if (router.scaling().isAutoscaled() || router.scaling().min() > 1) {
            objects.add(disruptionBudget(router));
        }
        switch (router.exposure()) {
            case Exposure.Inside _ -> {}
            case Exposure.ByIngress ingress -> objects.add(ingress(router, ingress));
            case Exposure.ByGateway gateway -> objects.add(route(router, gateway));
        }
        return objects;
    }

    private static Map<String, String> selector(RouterModel router) {
        return Map.of(APP, APP_PREFIX + router.identity().name());
    }

    private static Service service(RouterModel router) {
        return new ServiceBuilder()
                .withMetadata(RouterObjects.metadata(router, router.identity().name(), Map.of()))
                .withNewSpec()
                .withSelector(selector(router))
                .addNewPort()
                .withName(PORT_NAME)
                .withProtocol("TCP")
                .withPort(SERVICE_PORT)
                .withTargetPort(new IntOrString(RouterPod.PORT))
                .endPort()
                .endSpec()
                .build();
    }

    private static Deployment deployment(RouterModel router) {
        var labels = new LinkedHashMap<>(RouterObjects.labels(router));
        labels.putAll(selector(router));
        return new DeploymentBuilder()
                .withMetadata(RouterObjects.metadata(router, router.identity().name(), Map.of()))
                .withNewSpec()
                .withReplicas(router.scaling().min())
                .withNewSelector()
                .withMatchLabels(selector(router))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .withAnnotations(podAnnotations(router))
                .endMetadata()
                .withSpec(podSpec(router))
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Map<String, String> podAnnotations(RouterModel router) {
        var annotations = new LinkedHashMap<>(router.identity().annotations());
        annotations.keySet().removeIf(key -> key.contains("knative."));
        return annotations;
    }

    private static PodSpec podSpec(RouterModel router) {
        var pod = new RouterPod(router);
        var placement = router.pod().placement();
        long grace = router.grace().toSeconds();
        return new PodSpecBuilder()
                .withContainers(container(pod, grace))
                .withVolumes(pod.volumes())
                .withImagePullSecrets(pod.pullSecrets())
                .withTerminationGracePeriodSeconds(grace)
                .withAutomountServiceAccountToken(false)
                .withAffinity(presentOrNull(placement.affinity()))
                .withTolerations(placement.tolerations())
                .withNodeSelector(placement.nodeSelector())
                .withNodeName(placement.nodeName().isEmpty() ? null : placement.nodeName())
                .withServiceAccountName(
                        placement.serviceAccountName().isEmpty() ? null : placement.serviceAccountName())
                .build();
    }

    private static Container container(RouterPod pod, long grace) {
        return pod.container(
                        new ProbeBuilder(probe())
                                .withPeriodSeconds(2)
                                .withFailureThreshold(2)
                                .build(),
                        List.of("--grace-period", grace + "s"))
                .edit()
                .withStartupProbe(new ProbeBuilder(probe())
                        .withPeriodSeconds(1)
                        .withFailureThreshold(30)
                        .build())
                .addNewPort()
                .withName(PORT_NAME)
                .withContainerPort(RouterPod.PORT)
                .withProtocol("TCP")
                .endPort()
                .build();
    }

    private static Probe probe() {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(RouterPod.READY_PATH)
                .withNewPort(RouterPod.PORT)
                .endHttpGet()
                .build();
    }

    /** An object of Kubernetes' model without content is written as one that is there. */
    static @Nullable Affinity presentOrNull(Affinity affinity) {
        return affinity.equals(new Affinity()) ? null : affinity;
    }

    private static HorizontalPodAutoscaler autoscaler(RouterModel router) {
        var scaling = router.scaling();
        int target = scaling.target() == 0 ? USUAL_UTILISATION : scaling.target();
        return new HorizontalPodAutoscalerBuilder()
                .withMetadata(RouterObjects.metadata(router, router.identity().name(), Map.of()))
                .withNewSpec()
                .withNewScaleTargetRef(
                        "apps/v1", "Deployment", router.identity().name())
                .withMinReplicas(scaling.min())
                .withMaxReplicas(scaling.max())
                .addNewMetric()
                .withType("Resource")
                .withNewResource()
                .withName(scaling.metric() == Metric.MEMORY ? "memory" : "cpu")
                .withNewTarget()
                .withType("Utilization")
                // Requests are nothing that it can count: as in KServe, it goes by the usual utilisation then.
                .withAverageUtilization(scaling.metric().isOfRequests() ? USUAL_UTILISATION : target)
                .endTarget()
                .endResource()
                .endMetric()
                .endSpec()
                .build();
    }

    /** Whoever empties a machine moves one router at a time. */
    private static PodDisruptionBudget disruptionBudget(RouterModel router) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(RouterObjects.metadata(router, router.identity().name(), Map.of()))
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                .withNewSelector()
                .withMatchLabels(selector(router))
                .endSelector()
                .endSpec()
                .build();
    }

    private static HasMetadata ingress(RouterModel router, Exposure.ByIngress ingress) {
        return new IngressBuilder()
                .withMetadata(RouterObjects.metadata(router, router.identity().name(), Map.of()))
                .withNewSpec()
                .withIngressClassName(ingress.className().isEmpty() ? null : ingress.className())
                .addNewRule()
                .withHost(router.host().orElseThrow())
                .withNewHttp()
                .addNewPath()
                .withPath("/")
                .withPathType("Prefix")
                .withNewBackend()
                .withNewService()
                .withName(router.identity().name())
                .withNewPort()
                .withNumber(SERVICE_PORT)
                .endPort()
                .endService()
                .endBackend()
                .endPath()
                .endHttp()
                .endRule()
                .endSpec()
                .build();
    }

    private static HasMetadata route(RouterModel router, Exposure.ByGateway gateway) {
        return new HTTPRouteBuilder()
                .withMetadata(RouterObjects.metadata(router, router.identity().name(), Map.of()))
                .withNewSpec()
                .addNewParentRef()
                .withNamespace(gateway.namespace())
                .withName(gateway.name())
                .endParentRef()
                .withHostnames(router.host().orElseThrow())
                .addNewRule()
                .addNewBackendRef()
                .withName(router.identity().name())
                .withPort(SERVICE_PORT)
                .endBackendRef()
                .endRule()
                .endSpec()
                .build();
    }
}

package dev.dromos.deploy.router;

import dev.dromos.deploy.router.RouterModel.Metric;
import dev.dromos.deploy.settings.Platform;
import io.fabric8.knative.serving.v1.RevisionSpec;
import io.fabric8.knative.serving.v1.RevisionSpecBuilder;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A router as a Knative Service. */
final class KnativeRouter {
    private static final String VISIBILITY = "networking.knative.dev/visibility";
    private static final String KIND_LABEL = "serving.kserve.io/kind";
    private static final String AUTOSCALING = "autoscaling.knative.dev/";
    private static final String INITIAL_SCALE = AUTOSCALING + "initial-scale";

    private KnativeRouter() {}

    static Service service(RouterModel router, Platform platform) {
        return new ServiceBuilder()
                .withMetadata(RouterObjects.metadata(router, router.identity().name(), serviceAnnotations(router)))
                .withNewSpec()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(templateLabels(router))
                .withAnnotations(templateAnnotations(router, platform))
                .endMetadata()
                .withSpec(revision(router))
                .endTemplate()
                .endSpec()
                .build();
    }

    /** Knative takes these at the Service alone, and all others of ours at its revisions. */
    private static boolean isOfService(String annotation) {
        return annotation.startsWith("networking.knative.dev/")
                || annotation.startsWith("serving.knative.dev/")
                || annotation.startsWith("serving.knative.openshift.io/");
    }

    private static Map<String, String> serviceAnnotations(RouterModel router) {
        var annotations = new LinkedHashMap<>(router.identity().annotations());
        annotations.keySet().removeIf(key -> !isOfService(key));
        return annotations;
    }

    private static Map<String, String> templateLabels(RouterModel router) {
        var labels = new LinkedHashMap<>(RouterObjects.labels(router));
        labels.remove(VISIBILITY);
        labels.put(KIND_LABEL, "InferenceGraph");
        return labels;
    }

    private static Map<String, String> templateAnnotations(RouterModel router, Platform platform) {
        var annotations = new LinkedHashMap<>(router.identity().annotations());
        annotations.keySet().removeIf(KnativeRouter::isOfService);
        if (!isUsableScale(annotations.getOrDefault(INITIAL_SCALE, ""), platform)) {
            annotations.remove(INITIAL_SCALE);
        }
        var scaling = router.scaling();
        boolean byPods = scaling.metric() == Metric.CPU || scaling.metric() == Metric.MEMORY;
        // Knative's own autoscaler counts requests and nothing else.
        annotations.putIfAbsent(AUTOSCALING + "class", (byPods ? "hpa" : "kpa") + ".autoscaling.knative.dev");
        annotations.put(AUTOSCALING + "min-scale", String.valueOf(scaling.min()));
        if (scaling.max() != 0) {
            annotations.put(AUTOSCALING + "max-scale", String.valueOf(scaling.max()));
        }
        if (scaling.target() != 0) {
            annotations.put(AUTOSCALING + "target", String.valueOf(scaling.target()));
        }
        if (scaling.metric() != Metric.BY_PLATFORM) {
            annotations.put(AUTOSCALING + "metric", scaling.metric().word());
        }
        return annotations;
    }

    /** Knative refuses a Service whose first number of pods is none, unless its administrator allows that. */
    private static boolean isUsableScale(String text, Platform platform) {
        if (!text.matches("[0-9]{1,9}")) {
            return false;
        }
        return Integer.parseInt(text) > 0
                || switch (platform) {
                    case Platform.WithKnative(var zeroInitialScale, var _) -> zeroInitialScale;
                    case Platform.WithoutKnative _ -> false;
                };
    }

    private static RevisionSpec revision(RouterModel router) {
        var pod = new RouterPod(router);
        var placement = router.pod().placement();
        return new RevisionSpecBuilder()
                .withTimeoutSeconds(
                        router.timeout().isZero() ? null : router.timeout().toSeconds())
                .withContainers(pod.container(readiness(), List.of()))
                .withVolumes(pod.volumes())
                .withImagePullSecrets(pod.pullSecrets())
                .withAutomountServiceAccountToken(false)
                .withAffinity(StandardRouter.presentOrNull(placement.affinity()))
                .withTolerations(placement.tolerations())
                .withNodeSelector(placement.nodeSelector())
                .withServiceAccountName(
                        placement.serviceAccountName().isEmpty() ? null : placement.serviceAccountName())
                .build();
    }

    /** Without a delay or a period Knative asks every few milliseconds, which is what a start from zero waits for. */
    private static Probe readiness() {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(RouterPod.READY_PATH)
                .withNewPort(RouterPod.PORT)
                .endHttpGet()
                .build();
    }
}

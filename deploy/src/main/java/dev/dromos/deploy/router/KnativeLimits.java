package dev.dromos.deploy.router;

import dev.dromos.deploy.settings.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Knative refuses in a Service, so that it is said before it is tried. */
final class KnativeLimits {
    private static final String FEATURE = "kubernetes.podspec-";

    private KnativeLimits() {}

    static Optional<Decision.Refuse> refusal(RouterModel router, Platform platform) {
        return switch (platform) {
            case Platform.WithoutKnative _ ->
                Optional.of(new Decision.Refuse(
                        "ServerlessModeRejected",
                        "the deployment mode of InferenceGraph `%s` is Knative, but Knative Serving is not installed; annotation dromos.dev/deploymentMode: Standard needs none"
                                .formatted(router.identity().name())));
            case Platform.WithKnative(var _, var features) -> {
                var refused = refusedFields(router, features);
                yield refused.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Decision.Refuse("NotAcceptedByKnative", String.join("; ", refused)));
            }
        };
    }

    private static List<String> refusedFields(RouterModel router, Set<String> features) {
        var placement = router.pod().placement();
        var refused = new ArrayList<String>();
        if (!placement.nodeName().isEmpty()) {
            refused.add("spec.nodeName: Knative does not let a Service choose its node");
        }
        var affinity = placement.affinity();
        boolean hasAffinity = affinity.getNodeAffinity() != null
                || affinity.getPodAffinity() != null
                || affinity.getPodAntiAffinity() != null;
        needs(hasAffinity, "affinity", "affinity", features, refused);
        needs(!placement.nodeSelector().isEmpty(), "nodeSelector", "nodeselector", features, refused);
        needs(!placement.tolerations().isEmpty(), "tolerations", "tolerations", features, refused);
        return refused;
    }

    private static void needs(boolean given, String field, String feature, Set<String> features, List<String> refused) {
        if (given && !features.contains(FEATURE + feature)) {
            refused.add("spec.%s: Knative's ConfigMap config-features does not enable %s%s"
                    .formatted(field, FEATURE, feature));
        }
    }
}

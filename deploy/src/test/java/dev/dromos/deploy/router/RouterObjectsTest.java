package dev.dromos.deploy.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RouterObjectsTest {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    @ParameterizedTest(name = "{1} of {0}: front {2}, on the way {3}")
    @CsvSource(delimiter = '|', textBlock = """
            v1                           | Service                 | true  | true
            networking.k8s.io/v1         | Ingress                 | true  | true
            gateway.networking.k8s.io/v1 | HTTPRoute               | true  | true
            apps/v1                      | Deployment              | false | true
            serving.knative.dev/v1       | Service                 | false | true
            autoscaling/v2               | HorizontalPodAutoscaler | false | false
            policy/v1                    | PodDisruptionBudget     | false | false
            v1                           | ConfigMap               | false | false
            """)
    void whatRequestsPassIsToldByKindAndGroup(String apiVersion, String kind, boolean isFront, boolean isOnTheWay) {
        HasMetadata object = SERIALIZATION.unmarshal("""
                apiVersion: %s
                kind: %s
                metadata: {name: chain}
                """.formatted(apiVersion, kind));

        assertThat(RouterObjects.isFront(object)).isEqualTo(isFront);
        assertThat(RouterObjects.isOnTheWay(object)).isEqualTo(isOnTheWay);
    }
}

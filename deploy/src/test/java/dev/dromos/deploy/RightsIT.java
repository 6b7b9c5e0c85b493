package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operator's own token lets it do. That it is enough, all other tests show. */
@ExtendWith(WithApiServer.class)
final class RightsIT {

    @ParameterizedTest(name = "{0} {1} {2} in {3}: {4}")
    @DisplayName("O3 O5 it may do what its work takes, and nothing besides")
    @CsvSource(delimiter = '|', textBlock = """
            list   | secrets                       |                   | models        | false
            get    | secrets                       |                   | dromos-system | false
            create | pods                          |                   | models        | false
            create | rolebindings.rbac.authorization.k8s.io |          | models        | false
            update | inferencegraphs.dromos.dev    |                   | models        | false
            delete | inferencegraphs.dromos.dev    |                   | models        | false
            create | inferencegraphs.serving.kserve.io |               | models        | false
            get    | configmaps                    | anything          | models        | false
            list   | configmaps                    |                   | models        | false
            create | configmaps                    |                   | models        | false
            delete | configmaps                    |                   | dromos-system | false
            update | configmaps                    | dromos-config     | dromos-system | false
            get    | events                        |                   | models        | false
            get    | leases.coordination.k8s.io    | another           | dromos-system | false
            get    | leases.coordination.k8s.io    | dromos-operator   | models        | false
            watch  | configmaps                    | dromos-config     | dromos-system | true
            watch  | configmaps                    | config-features   | knative-serving | true
            create | events                        |                   | models        | true
            patch  | inferencegraphs.dromos.dev/status |               | models        | true
            patch  | leases.coordination.k8s.io    | dromos-operator   | dromos-system | true
            """)
    void itMayDoWhatItsWorkTakes(
            String verb, String resource, String name, String namespace, boolean may, ApiServer server) {
        TestOperators.prepare(server);
        String[] parts = resource.split("/", -1);
        String[] kind = parts[0].split("\\.", 2);
        try (var its = new KubernetesClientBuilder()
                .withConfig(TestOperators.config(server))
                .build()) {
            var review = its.resource(new SelfSubjectAccessReviewBuilder()
                            .withNewSpec()
                            .withNewResourceAttributes()
                            .withNamespace(namespace)
                            .withVerb(verb)
                            .withGroup(kind.length > 1 ? kind[1] : "")
                            .withResource(kind[0])
                            .withSubresource(parts.length > 1 ? parts[1] : "")
                            .withName(name == null ? "" : name)
                            .endResourceAttributes()
                            .endSpec()
                            .build())
                    .create();

            assertThat(review.getStatus().getAllowed()).isEqualTo(may);
        }
    }

    @Test
    @DisplayName("O5 a large graph needs a right that an administrator gives, and is deployed as soon as it is there")
    void aLargeGraphNeedsARightOfItsOwn(ApiServer server) throws IOException {
        TestOperators.prepare(server, "knative-services");
        var cluster = GraphCluster.create(server.client());
        try (var operator = TestOperators.start(server)) {
            cluster.apply(TestOperators.largeGraph("large"));
            assertThat(cluster.awaitCondition("large", "RouterReady", "False", "GraphTooLarge"))
                    .contains("ClusterRole dromos-large-graphs");
            assertThat(cluster.knative("large")).isNull();

            TestOperators.bindLargeGraphs(server);

            cluster.awaitKnative("large", _ -> true);
            await("ready").atMost(Duration.ofSeconds(10)).until(() -> TestOperators.isReady(operator));
        } finally {
            TestOperators.unbindLargeGraphs(server);
        }
    }
}

package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every pod of ours may run in a namespace that enforces the {@code restricted} Pod Security Standard. */
@ExtendWith(WithApiServer.class)
final class RestrictedPodsIT {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String NAMESPACE = "restricted";

    /** Of a Knative Service; they are no pod's. */
    private static final List<String> KNATIVES_OWN = List.of("containerConcurrency", "timeoutSeconds");

    private KubernetesClient client;

    @BeforeEach
    void enforce(ApiServer server) {
        client = server.client();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/test/resources/AssessorTest/knative-scales-to-zero/out-service.yaml",
                "src/test/resources/AssessorTest/standard-autoscaled/out-deployment.yaml",
                "manifests/operator/operator.yaml",
                "manifests/shared-router/router.yaml"
            })
    void isTaken(String manifest) throws IOException {
        client.resource(pod(spec(Path.of(manifest)))).dryRun().create();
    }

    @Test
    void aPodThatMayDoMoreIsNot() throws IOException {
        var spec = spec(Path.of("manifests/operator/operator.yaml"));
        spec.getContainers().getFirst().setSecurityContext(null);

        var refused = catchThrowableOfType(
                KubernetesClientException.class,
                () -> client.resource(pod(spec)).dryRun().create());

        assertThat(refused).hasMessageContaining("violates PodSecurity \"restricted");
    }

    /** Of the only template in a file. */
    private PodSpec spec(Path manifest) throws IOException {
        try (var objects = YAML.readerFor(JsonNode.class).<JsonNode>readValues(manifest.toFile())) {
            while (objects.hasNext()) {
                if (objects.next().at("/spec/template/spec") instanceof ObjectNode spec) {
                    return client.getKubernetesSerialization()
                            .unmarshal(spec.without(KNATIVES_OWN).toString(), PodSpec.class);
                }
            }
        }
        throw new IOException("no template in " + manifest);
    }

    private static Pod pod(PodSpec spec) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("pod")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withSpec(spec)
                .build();
    }
}

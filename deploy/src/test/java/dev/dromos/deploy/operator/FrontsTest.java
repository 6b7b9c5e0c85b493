package dev.dromos.deploy.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrontsTest {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final String RULES = "rules: [{host: chain-a.example.com}]";

    @ParameterizedTest(name = "{0} of {1} {2}, controller {3}, with {4}: {5}")
    @CsvSource(delimiter = '|', nullValues = "NONE", textBlock = """
            Ingress   | dromos.dev/v1alpha1          | InferenceGraph   | true  | rules: [{host: a.org}, {host: b.org}] | a.org b.org
            HTTPRoute | dromos.dev/v1alpha1          | InferenceGraph   | true  | hostnames: [a.org, b.org]             | a.org b.org
            Ingress   | serving.kserve.io/v1alpha1   | InferenceGraph   | true  | rules: [{host: a.org}]                | a.org
            Ingress   | dromos.dev/v1alpha1          | InferenceGraph   | false | rules: [{host: a.org}]                | NONE
            Ingress   | serving.kserve.io/v1beta1    | InferenceService | true  | rules: [{host: a.org}]                | NONE
            Ingress   | another.example.com/v1alpha1 | InferenceGraph   | true  | rules: [{host: a.org}]                | NONE
            Ingress   | dromos.dev/v1alpha1          | InferenceGraph   | true  | rules: 7                              | NONE
            Ingress   | dromos.dev/v1alpha1          | InferenceGraph   | true  | defaultBackend: {}                    | NONE
            """)
    void theHostsAreThoseOfWhatAGraphOwns(
            String kind, String ownersVersion, String ownersKind, String controller, String spec, String hosts) {
        var front = front(kind, "2026-01-01T12:00:00Z", "a", ownersVersion, ownersKind, controller, spec);

        assertThat(Fronts.hosts(front)).isEqualTo(hosts == null ? List.of() : Arrays.asList(hosts.split(" ")));
    }

    @Test
    void theOldestOfSeveralHasTheHost() {
        var older = ofGraph("Ingress", "2026-01-01T12:00:00Z", "older", "serving.kserve.io/v1alpha1");
        var younger = ofGraph("HTTPRoute", "2026-01-02T12:00:00Z", "younger", "dromos.dev/v1alpha1");

        assertThat(Fronts.holder(Stream.of(younger, older))).contains(new ResourceID("older", "models"));
        assertThat(Fronts.holder(Stream.of(younger))).contains(new ResourceID("younger", "models"));
        assertThat(Fronts.holder(Stream.<GenericKubernetesResource>of())).isEmpty();
    }

    @Test
    void twoOfOneSecondAreToldApartInWhateverOrderTheyAreSeen() {
        var one = ofGraph("Ingress", "2026-01-01T12:00:00Z", "one", "dromos.dev/v1alpha1");
        var other = ofGraph("Ingress", "2026-01-01T12:00:00Z", "other", "dromos.dev/v1alpha1");

        assertThat(Fronts.holder(Stream.of(one, other))).isEqualTo(Fronts.holder(Stream.of(other, one)));
    }

    @Test
    void aHostThatItsGraphCannotHaveIsNotTheFronts() {
        var front = ofGraph("HTTPRoute", "2026-01-01T12:00:00Z", "chain", "dromos.dev/v1alpha1");

        assertThat(Fronts.isItsOwn(front, "chain-models.example.com")).isTrue();
        assertThat(Fronts.isItsOwn(front, "chain-models-of-another.example.com"))
                .isFalse();
        assertThat(Fronts.isItsOwn(front, "iris-models.example.com")).isFalse();
    }

    private static GenericKubernetesResource ofGraph(String kind, String born, String graph, String version) {
        return front(kind, born, graph, version, "InferenceGraph", "true", RULES);
    }

    private static GenericKubernetesResource front(
            String kind, String born, String graph, String version, String ownersKind, String controller, String spec) {
        return SERIALIZATION.unmarshal(
                """
                apiVersion: any/v1
                kind: %s
                metadata:
                  name: %s
                  namespace: models
                  uid: %s
                  creationTimestamp: %s
                  ownerReferences:
                    - {apiVersion: %s, kind: %s, name: %s, uid: u, controller: %s}
                spec: {%s}
                """.formatted(kind, graph, graph, born, version, ownersKind, graph, controller, spec),
                GenericKubernetesResource.class);
    }
}

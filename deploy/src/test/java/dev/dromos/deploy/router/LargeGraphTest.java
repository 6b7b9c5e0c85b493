package dev.dromos.deploy.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.deploy.assess.Assessment.Intention;
import dev.dromos.deploy.assess.Assessor;
import dev.dromos.deploy.manifest.Manifest;
import dev.dromos.deploy.settings.Platform;
import dev.dromos.deploy.settings.Settings;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A graph that no process takes as an argument. */
final class LargeGraphTest {
    private static final Platform PLATFORM = new Platform.WithKnative(false, Set.of());

    @Test
    void aGraphOver96KiBIsMountedFromAConfigMap() throws IOException {
        var objects = objects("a");

        assertThat(objects).hasSize(2);
        var file = (ConfigMap) objects.getFirst();
        var pod = ((Service) objects.getLast()).getSpec().getTemplate().getSpec();
        assertThat(file.getData().get("graph.json"))
                .hasSizeGreaterThan(96 * 1024)
                .contains("step-59");
        assertThat(file.getImmutable()).isTrue();
        assertThat(pod.getContainers().getFirst().getArgs())
                .containsExactly("--graph-file", "/etc/dromos/graph.json", "--wake", "all");
        assertThat(pod.getContainers().getFirst().getVolumeMounts().getFirst().getMountPath())
                .isEqualTo("/etc/dromos");
        assertThat(pod.getVolumes().getFirst().getConfigMap().getName())
                .isEqualTo(file.getMetadata().getName());
    }

    @Test
    void anotherGraphIsInAnotherConfigMapSoThatAnOlderRevisionKeepsItsOwn() throws IOException {
        assertThat(objects("a").getFirst().getMetadata().getName())
                .isNotEqualTo(objects("b").getFirst().getMetadata().getName())
                .isEqualTo(objects("a").getFirst().getMetadata().getName());
    }

    private static List<HasMetadata> objects(String model) throws IOException {
        var steps = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            steps.append(
                    "        - {name: step-%d, serviceUrl: http://iris/%s/%d}%n".formatted(i, model.repeat(1900), i));
        }
        var text = """
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: large}
                spec:
                  nodes:
                    root:
                      routerType: Ensemble
                      steps:
                """ + steps;
        var manifest = Manifest.parse(text);
        var assessment = new Assessor(manifest.in("default"), Settings.DEFAULT, PLATFORM)
                .assess(manifest.graphs().getFirst(), Map.of());
        return RouterObjects.of(((Intention.Run) assessment.intention()).router(), PLATFORM);
    }
}

package dev.dromos.deploy.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.deploy.settings.Platform;
import dev.dromos.deploy.settings.Settings;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RivalsTest {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final String URL = "url: 'http://chain-a.example.com'";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            the older of two new ones       | NONE          | NONE                          | NONE      | true
            the one that answers there      | NONE          | NONE                          | HAS       | false
            the older of two that answer    | NONE          | HAS                           | HAS       | true
            one of Knative that has gone    | NONE          | deploymentMode: Knative       | NONE      | true
            one of Knative's that is to be  | MODE: Standard| deploymentMode: Serverless    | NONE      | true
            one that is to be Knative's     | MODE: Knative | deploymentMode: Standard      | NONE      | false
            until that answers it has it    | MODE: Knative | HAS                           | NONE      | true
            one that is stopped             | STOP: 'true'  | NONE                          | NONE      | false
            one that is not valid           | NONE          | INVALID                       | NONE      | false
            not valid any more, and answers | NONE          | HAS, INVALID                  | NONE      | true
            """)
    void theOneThatAnswersHasTheHostAndTheOlderOneWhereNoneDoes(
            String name, String annotations, String olderStatus, String youngerStatus, boolean isOlders) {
        var older = graph("older", "2026-01-01T12:00:00Z", annotations, olderStatus);
        var younger = graph("younger", "2026-01-02T12:00:00Z", "NONE", youngerStatus);
        var rivals = new Rivals("chain-a.example.com", Settings.DEFAULT, new Platform.WithoutKnative());

        assertThat(rivals.ahead(younger, Stream.of(older)).isPresent()).as(name).isEqualTo(isOlders);
        assertThat(rivals.ahead(older, Stream.of(younger)).isPresent())
                .as("%s, for the older", name)
                .isEqualTo(!youngerStatus.equals("NONE") && !isOlders);
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            NONE           | NONE                     | false
            MODE: Standard | NONE                     | true
            NONE           | deploymentMode: Standard | true
            NONE           | deploymentMode: Knative  | false
            MODE: Knative  | deploymentMode: Standard | false
            """)
    void whereGraphsAreKnativesThatDoNotSayOneHoldsNoHostBack(String annotations, String status, boolean holdsBack) {
        var older = graph("older", "2026-01-01T12:00:00Z", annotations, status);
        var younger = graph("younger", "2026-01-02T12:00:00Z", "MODE: Standard", "NONE");
        var rivals = new Rivals("chain-a.example.com", Settings.DEFAULT, new Platform.WithKnative(false, Set.of()));

        assertThat(rivals.ahead(younger, Stream.of(older)).isPresent()).isEqualTo(holdsBack);
    }

    private static GraphResource graph(String name, String born, String annotations, String status) {
        return SERIALIZATION.unmarshal(
                """
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: %s, uid: %s, creationTimestamp: %s, annotations: {%s}}
                status: {%s}
                """.formatted(name, name, born, text(annotations), text(status)), GraphResource.class);
    }

    private static String text(String words) {
        return words.replace("NONE", "")
                .replace("HAS", URL)
                .replace("INVALID", "conditions: [{type: GraphValid, status: 'False'}]")
                .replace("MODE", "dromos.dev/deploymentMode")
                .replace("STOP", "dromos.dev/stop");
    }
}

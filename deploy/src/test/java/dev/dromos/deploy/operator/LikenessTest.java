package dev.dromos.deploy.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LikenessTest {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final Likeness LIKENESS = new Likeness(SERIALIZATION);

    private static final String WANTED = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: chain, labels: {team: a}}
            spec:
              replicas: 2
              template: {spec: {containers: [{name: router, args: [a, b], env: [{name: X, value: "1"}], resources: {limits: {cpu: 1000m}}}]}}
              rules: [{host: a}, {host: b}]
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing                        | team: a                        | team: a                                  | true
            a label of another's           | team: a                        | team: a, other: b                        | true
            a label is another             | team: a                        | team: b                                  | false
            a label is gone                | team: a                        | other: b                                 | false
            a field is filled in           | {name: router,                 | {name: router, tty: false,               | true
            a number is another            | replicas: 2                    | replicas: 3                              | false
            a number is a text             | replicas: 2                    | replicas: '2'                            | false
            a variable of another's        | env: [                         | env: [{name: Y, value: "2"},             | true
            a variable is another          | value: "1"                     | value: "2"                               | false
            arguments in another order     | args: [a, b]                   | args: [b, a]                             | false
            one more argument              | args: [a, b]                   | args: [a, b, c]                          | false
            a quantity written otherwise   | cpu: 1000m                     | cpu: "1"                                 | true
            another quantity               | cpu: 1000m                     | cpu: "2"                                 | false
            no quantity                    | cpu: 1000m                     | cpu: lots                                | false
            a text that reads as a quantity| value: "1"                     | value: 1000m                             | false
            one more rule                  | {host: b}                      | {host: b}, {host: c}                     | false
            a rule is filled in            | {host: b}                      | {host: b, path: /}                       | true
            """)
    void whatOthersAddIsNoDifferenceAndWhatTheyChangeIs(String name, String from, String to, boolean isLike) {
        var wanted = read(WANTED);
        var mark = LIKENESS.marked(wanted).getMetadata().getAnnotations();
        var actual = read(WANTED.replace(from, to));
        actual.getMetadata().setAnnotations(mark);

        assertThat(WANTED).contains(from);
        assertThat(LIKENESS.isLike(actual, wanted)).as(name).isEqualTo(isLike);
    }

    /** Read as the operator reads it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing                        | env: []                        | env: []                                  | true
            an empty text                  | tolerations: [{key: a, value: ""}] | tolerations: [{key: a}]              | true
            an empty text that is another  | tolerations: [{key: a, value: ""}] | tolerations: [{key: a, value: b}]    | false
            an empty label of a node       | nodeSelector: {a: ""}          | nodeSelector: {}                         | false
            an empty variable              | env: [{name: X, value: ""}]    | env: [{name: X}]                         | true
            """)
    void anEmptyTextIsNone(String name, String wantedField, String actualField, boolean isLike) {
        var wanted = deployment(wantedField);
        var actual = deployment(actualField);
        actual.getMetadata()
                .setAnnotations(LIKENESS.marked(wanted).getMetadata().getAnnotations());

        assertThat(LIKENESS.isLike(actual, wanted)).as(name).isEqualTo(isLike);
    }

    @Test
    void anEmptyLabelIsOne() {
        var wanted = read(WANTED.replace("team: a", "team: ''"));
        var actual = read(WANTED.replace("team: a", ""));
        actual.getMetadata()
                .setAnnotations(LIKENESS.marked(wanted).getMetadata().getAnnotations());

        assertThat(LIKENESS.isLike(actual, wanted)).isFalse();
    }

    private static Deployment deployment(String field) {
        boolean isOfContainer = field.startsWith("env");
        return SERIALIZATION.unmarshal(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: chain}
                spec: {template: {spec: {terminationGracePeriodSeconds: 30, containers: [{name: router%s}]%s}}}
                """.formatted(isOfContainer ? ", " + field : "", isOfContainer ? "" : ", " + field), Deployment.class);
    }

    @Test
    void whatIsWantedNoMoreIsADifference() {
        var before = LIKENESS.marked(read(WANTED));

        var wanted = read(WANTED.replace(", env: [{name: X, value: \"1\"}]", ""));

        assertThat(LIKENESS.isLike(before, wanted)).isFalse();
        assertThat(LIKENESS.isLike(before, read(WANTED))).isTrue();
    }

    @Test
    void aNumberOfPodsThatIsLeftToOthersIsNone() {
        var before = LIKENESS.marked(read(WANTED));

        assertThat(LIKENESS.isLike(before, read(WANTED.replace("  replicas: 2\n", ""))))
                .isTrue();
    }

    private static GenericKubernetesResource read(String yaml) {
        return SERIALIZATION.unmarshal(yaml, GenericKubernetesResource.class);
    }
}

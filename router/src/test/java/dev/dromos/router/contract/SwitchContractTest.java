package dev.dromos.router.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Switch does (R40 to R42). */
final class SwitchContractTest {
    private static final String NO_MATCH = "None of the routes matched with the switch condition";

    private static final String AB = """
            nodes:
              root:
                routerType: Switch
                steps:
                - {serviceUrl: "${m1}", condition: a}
                - {serviceUrl: "${m2}", condition: b, dependency: Hard}
            """;

    @RegisterExtension
    final TestBed bed = new TestBed();

    @BeforeEach
    void models() {
        bed.model("m1", 200, "{\"m\":1}");
        bed.model("m2", 503, "{\"m\":2}");
    }

    @ParameterizedTest(name = "R40 {0} takes {1}")
    @DisplayName("R40 the first step whose path exists answers, alone; Hard or Soft is no matter")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":false} | 200 | {\"m\":1}",
                "{\"b\":null,\"a\":null} | 200 | {\"m\":1}",
                "{\"b\":\"\"} | 503 | {\"m\":2}"
            })
    void firstExistingPathTakes(String input, int status, String answer) throws Exception {
        bed.serve(AB);

        bed.post(input).is(status, answer);

        assertThat(bed.calls("m1") + bed.calls("m2")).isEqualTo(1);
        assertThat(bed.received(status == 200 ? "m1" : "m2").body()).hasToString(input);
    }

    @Test
    @DisplayName("R40 a transport error inside is 500, and no other step is tried")
    void transportErrorIsNotAnotherCase() throws Exception {
        bed.unreachable("m1");
        bed.serve(AB.replace("condition: b", "condition: a"));

        bed.post("{\"a\":1}").isFailure(500, "step 0 of node `root`: connection failed");

        assertThat(bed.calls("m2")).isZero();
    }

    @ParameterizedTest(name = "R41 `{0}`")
    @DisplayName("R41 without a match, or on what is not JSON, the root is 404 with KServe's cause")
    @ValueSource(strings = {"{}", "{\"c\":1}", "[]", "5", "", "text", "{\"a\":1}x", "{\"a\":"})
    void noMatchIsNotFound(String input) throws Exception {
        bed.serve(AB);

        bed.post(input).isFailure(404, NO_MATCH);

        assertThat(bed.calls("m1") + bed.calls("m2")).isZero();
    }

    @ParameterizedTest(name = "R41 inside a {0}")
    @DisplayName("R41 without a match a nested Switch is 404 as at the root, and ends its parents")
    @CsvSource({"Sequence", "Switch", "Splitter"})
    void nestedNoMatchIsNotFound(String parent) throws Exception {
        bed.model("m3", 200, "{}");
        bed.serve("""
                nodes:
                  root:
                    routerType: %s
                    steps:
                    - {nodeName: inner, condition: %s, weight: 100}
                    - {serviceUrl: "${m3}", condition: "@this", weight: 0}
                  inner:
                    routerType: Switch
                    steps:
                    - {serviceUrl: "${m1}", condition: a}
                """.formatted(parent, parent.equals("Sequence") ? "null" : "\"@this\""));

        bed.post("{}").isFailure(404, NO_MATCH);

        assertThat(bed.calls("m3")).isZero();
    }

    @Test
    @DisplayName("R42 a step without a condition, or with an empty one, never matches; `@this` is the default branch")
    void emptyConditionNeverMatches() throws Exception {
        bed.model("m3", 200, "{\"m\":3}");
        bed.serve("""
                nodes:
                  root:
                    routerType: Switch
                    steps:
                    - {serviceUrl: "${m1}"}
                    - {serviceUrl: "${m2}", condition: ""}
                    - {serviceUrl: "${m3}", condition: "@this"}
                """);

        bed.post("{\"a\":1}").is(200, "{\"m\":3}");
        bed.post("null").is(200, "{\"m\":3}");
        bed.post("text").isFailure(404, NO_MATCH);

        assertThat(bed.calls("m1") + bed.calls("m2")).isZero();
    }
}

package dev.dromos.router.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a Splitter does (R43). */
final class SplitterContractTest {
    /** Of 1000 draws at 20 %, 200 are expected; fewer than 120 or more than 280 come once in 10^9 runs. */
    private static final int DRAWS = 1000;

    @RegisterExtension
    final TestBed bed = new TestBed();

    @Test
    @DisplayName("R43 one step is called, drawn by weight; its body and status are the answer")
    void oneStepIsDrawnByWeight() throws Exception {
        bed.model("m1", 200, "{\"m\":1}");
        bed.model("m2", 404, "{\"m\":2}");
        bed.model("m3", 200, "{}");
        bed.serve("""
                nodes:
                  root:
                    routerType: Splitter
                    steps:
                    - {serviceUrl: "${m1}", weight: 20}
                    - {serviceUrl: "${m2}", weight: 80}
                    - {serviceUrl: "${m3}", weight: 0}
                """);

        try (var wire = bed.open()) {
            for (int i = 0; i < DRAWS; i++) {
                var reply = wire.ask(Request.post("{\"n\":" + i + "}"));
                reply.is(reply.status(), reply.status() == 200 ? "{\"m\":1}" : "{\"m\":2}");
            }
        }

        assertThat(bed.calls("m1")).isBetween(120, 280);
        assertThat(bed.calls("m1") + bed.calls("m2")).isEqualTo(DRAWS);
        assertThat(bed.calls("m3")).isZero();
    }

    @Test
    @DisplayName("R43 condition, data and dependency are ignored")
    void otherFieldsAreIgnored() throws Exception {
        bed.model("m1", 404, "{\"m\":1}");
        bed.serve("""
                nodes:
                  root:
                    routerType: Splitter
                    steps:
                    - {serviceUrl: "${m1}", weight: 100, condition: nosuch, data: $response, dependency: Hard}
                """);

        bed.post("not JSON").is(404, "{\"m\":1}");

        assertThat(bed.received("m1").body()).hasToString("not JSON");
    }

    @Test
    @DisplayName("R43 weights that are missing, negative or do not sum to 100 are refused")
    void wrongWeightsAreRefused() {
        bed.model("m1", 200, "{}");

        var problems = bed.refusal("""
                nodes:
                  root:
                    routerType: Splitter
                    steps:
                    - {nodeName: missing, weight: 50}
                    - {nodeName: negative, weight: 50}
                  missing:
                    routerType: Splitter
                    steps:
                    - {serviceUrl: "${m1}", weight: 100}
                    - {serviceUrl: "${m1}"}
                  negative:
                    routerType: Splitter
                    steps:
                    - {nodeName: short, weight: 150}
                    - {serviceUrl: "${m1}", weight: -50}
                  short:
                    routerType: Splitter
                    steps:
                    - {serviceUrl: "${m1}", weight: 90}
                """);

        assertThat(problems)
                .containsExactly(
                        "spec.nodes.missing.steps[1].weight: every step of a Splitter must have a weight, found none",
                        "spec.nodes.negative.steps[0].weight: must be 0 to 100, found 150",
                        "spec.nodes.negative.steps[1].weight: must be 0 to 100, found -50",
                        "spec.nodes.short.steps: weights must sum to 100, found 90");
    }
}

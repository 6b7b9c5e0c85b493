package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.router.contract.Reply;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import java.util.function.Consumer;

/**
 * A graph of one step, and what the client gets when the step's server answers so: in both modes. The client's connection must then
 * still serve, and the step's only connection and its only place in line be free again.
 */
final class OneStep {
    static final String GRAPH = """
            nodes:
              root:
                routerType: Sequence
                steps:
                - {serviceUrl: "${m1}"}
            """;

    /** Of an answer; more is too large. */
    static final int MOST_BYTES = 1_000_000;

    private static final String KSERVE = resource("serving.kserve.io/v1alpha1");
    private static final String PRECISE = resource("dromos.dev/v1alpha1");

    private final TestBed bed;

    /** @param bed that serves nothing yet */
    OneStep(TestBed bed) {
        this.bed = bed;
    }

    /** The server's answer is the client's, to the byte. */
    void passes(Answer answer, int status, String body) throws Exception {
        ask(PRECISE, answer, reply -> reply.isExactly(status, body));
        ask(KSERVE, answer, reply -> reply.isExactly(status, body));
    }

    /** What the server did is a failure: 502, or 500 as from KServe's router. */
    void fails(Answer answer, String cause) throws Exception {
        ask(PRECISE, answer, reply -> reply.isFailure(502, "step 0 of node `root`: " + cause));
        ask(KSERVE, answer, reply -> reply.isFailure(500, "step 0 of node `root`: " + cause));
    }

    private void ask(String graph, Answer answer, Consumer<Reply> expected) throws Exception {
        bed.client(ClientSettings.DEFAULT.withPool(1, 1).withMaxResponseBytes(MOST_BYTES));
        var model = bed.model("m1", answer, Answer.of(200, "{\"next\":true}"));
        bed.serve(graph);
        try (var wire = bed.open()) {
            expected.accept(wire.ask(Request.post("{}")));

            wire.ask(Request.post("{}")).is(200, "{\"next\":true}");
            wire.ask(Request.post("{}")).is(200, "{\"next\":true}");
        }
        assertThat(model.mostConnectionsOpen()).isLessThanOrEqualTo(2); // the old one may see its end a little later
        Unharmed.nothingIsLeft(bed);
    }

    private static String resource(String version) {
        return """
                apiVersion: %s
                kind: InferenceGraph
                metadata: {name: g}
                spec:
                """.formatted(version) + GRAPH.indent(2);
    }
}

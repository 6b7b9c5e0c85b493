package dev.dromos.nodes.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.call.UnusableUrlCall;
import dev.dromos.nodes.policy.CallStack;
import dev.dromos.nodes.testing.VirtualTime;
import org.junit.jupiter.api.Test;

class GraphPartsTest {

    @Test
    void everyPartIsOneThatARouteNeeds() {
        var sequence = """
                {"routerType": "Sequence", "steps": [
                  {"serviceUrl": "http://a/"},
                  {"serviceUrl": "http://b/", "data": "$response", "condition": "x"},
                  {"serviceUrl": "http://c/"}]}""";
        var others = """
                {"routerType": "Ensemble"}""";

        assertThat(parts(sequence))
                .isEqualTo(
                        "GraphParts[success, unmet, request/root, reply/root, predictor:root/0, predictor:root/1, predictor:root/2,"
                                + " enter/root, json/root, condition/root/1, input/root/2]");
        assertThat(parts(others)).isEqualTo("GraphParts[success, unmet, request/root, reply/root, empty/root]");
    }

    private static String parts(String root) {
        var graph = GraphText.read("""
                {"apiVersion": "serving.kserve.io/v1alpha1", "kind": "InferenceGraph",
                 "spec": {"nodes": {"root": %s}}}""".formatted(root));
        return GraphParts.of(graph, (step, _, _) -> new UnusableUrlCall(step), CallStack.forGraph(new VirtualTime()))
                .toString();
    }
}

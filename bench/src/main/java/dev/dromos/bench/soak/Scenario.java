package dev.dromos.bench.soak;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/**
 * One kind of request, and what must come back. The body's only key is the scenario's name, by which the graph's root knows what to do.
 *
 * @param share of the traffic, in percent
 * @param padding bytes of the body beyond the key
 * @param right about the body of the answer
 * @param leaves whether the client goes before the answer
 */
record Scenario(String name, int share, int padding, int status, Predicate<String> right, boolean leaves) {
    private static final String ANSWER = "{\"predictions\":[0.25,0.25]}";
    private static final int LARGE = 400_000;

    /** One in twelve fails by a fault of a step's server, one in twenty by its client's. */
    static final List<Scenario> ALL = List.of(
            answered("sequence", 40, 0, ANSWER),
            answered("ensemble", 18, 0, "{\"one\":%s,\"two\":%s}".formatted(ANSWER, ANSWER)),
            answered("splitter", 15, 0, ANSWER),
            answered("large", 4, LARGE, ANSWER),
            new Scenario("unknown", 10, 0, 404, body -> body.contains("None of the routes matched"), false),
            failing("refused", "connection failed"),
            failing("reset", "connection reset"),
            failing("truncated", "response truncated"),
            failing("malformed", "response malformed"),
            failing("member", "connection reset"),
            new Scenario("held", 3, 0, 0, body -> true, true));

    private static Scenario answered(String name, int share, int padding, String answer) {
        return new Scenario(name, share, padding, 200, answer::equals, false);
    }

    private static Scenario failing(String name, String cause) {
        return new Scenario(name, 2, 0, 500, body -> body.contains(cause), false);
    }

    /** The whole request. */
    byte[] request() {
        var body = "{\"%s\":\"%s\"}".formatted(name, "x".repeat(padding));
        return "POST / HTTP/1.1\r\nHost: soak\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.length(), body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * What the router is to serve: a Switch over the scenarios.
     *
     * @param version makes it another text each time
     */
    static String graph(StepServer steps, int version) {
        return """
                # version %d
                apiVersion: serving.kserve.io/v1alpha1
                kind: InferenceGraph
                metadata: {name: soak}
                spec:
                  nodes:
                    root:
                      routerType: Switch
                      steps:
                      - {condition: sequence, nodeName: sequence}
                      - {condition: ensemble, nodeName: ensemble}
                      - {condition: splitter, nodeName: splitter}
                      - {condition: large, nodeName: sequence}
                      - {condition: refused, serviceUrl: "%s"}
                      - {condition: reset, serviceUrl: "%s/reset"}
                      - {condition: truncated, serviceUrl: "%s/truncated"}
                      - {condition: malformed, serviceUrl: "%s/malformed"}
                      - {condition: member, nodeName: member}
                      - {condition: held, nodeName: held}
                    sequence:
                      routerType: Sequence
                      steps:
                      - serviceUrl: "%s/answer"
                      - {serviceUrl: "%s/answer", data: $response, condition: predictions}
                    ensemble:
                      routerType: Ensemble
                      steps:
                      - {name: one, serviceUrl: "%s/answer"}
                      - {name: two, serviceUrl: "%s/answer"}
                    splitter:
                      routerType: Splitter
                      steps:
                      - {weight: 30, serviceUrl: "%s/answer"}
                      - {weight: 70, serviceUrl: "%s/answer"}
                    member:
                      routerType: Ensemble
                      steps:
                      - {name: one, serviceUrl: "%s/held"}
                      - {name: two, serviceUrl: "%s/reset", dependency: Hard}
                    held:
                      routerType: Ensemble
                      steps:
                      - {name: one, serviceUrl: "%s/held"}
                      - {name: two, serviceUrl: "%s/held"}
                """.replace(
                        "\"%s\"}\n      - {condition: reset",
                        "\"" + steps.refusing() + "\"}\n      - {condition: reset")
                .replace("%s", steps.url())
                .replace("%d", Integer.toString(version));
    }
}

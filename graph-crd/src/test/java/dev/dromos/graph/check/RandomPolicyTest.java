package dev.dromos.graph.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.Fallback;
import dev.dromos.graph.Hedge;
import dev.dromos.graph.Policy;
import dev.dromos.graph.Retry;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Problem;
import dev.dromos.graph.read.GraphReader;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Laws of our own fields, whatever stands in them. */
final class RandomPolicyTest {
    private static final int GRAPHS = 2000;

    private static final List<String> VALUES = List.of(
            "1",
            "0",
            "5",
            "-1",
            "10",
            "11",
            "100",
            "300000",
            "1e5",
            "0x1F7",
            "99999999999999999999",
            "1.5",
            "true",
            "null",
            "~",
            "\"\"",
            "p95",
            "1ms",
            "0s",
            "1m30s",
            "1s1s",
            "999999h999999m",
            "[]",
            "{}",
            "[connect]",
            "[503, reset]",
            "[timeout, {}]",
            "[[503]]",
            "connect",
            "root",
            "other",
            "http://b/",
            "\"\\0\"",
            "{a: [1, {b: 1e400}]}",
            "[\"(\"]",
            "kserve",
            "precise",
            "{maxRetries: 1}",
            "{after: 1ms}",
            "{response: 1}",
            "{nodeName: other}",
            "{timeout: 1s}");

    private final Random random = new Random(1);
    private int valid;

    @Test
    void aGraphIsRefusedOrItsPoliciesAreWithinTheirBounds() {
        for (int i = 0; i < GRAPHS; i++) {
            var text = text();
            for (var facts : GraphReader.read("graph.yaml", text).graphs()) {
                switch (Checker.check(facts, CheckOptions.DEFAULT)) {
                    case Checked.Invalid(var problems) -> assertThat(problems).anyMatch(Problem::isError);
                    case Checked.Valid(var graph, var _) -> {
                        valid++;
                        assertThat(graph.terms().deadline()).isGreaterThanOrEqualTo(Duration.ZERO);
                        graph.root().steps().forEach(step -> assertWithinBounds(step.policy(), text));
                    }
                }
            }
        }
        assertThat(valid).as("graphs that the laws were tried on").isBetween(GRAPHS / 20, GRAPHS - GRAPHS / 20);
    }

    private static void assertWithinBounds(Policy policy, String text) {
        assertThat(policy.timeout()).as(text).isGreaterThanOrEqualTo(Duration.ZERO);
        if (policy.retry() instanceof Retry.UpTo(var times, var initial, var max, var causes)) {
            assertThat(times).as(text).isBetween(1, 10);
            assertThat(initial).as(text).isBetween(Duration.ofMillis(1), max);
            assertThat(max).as(text).isLessThanOrEqualTo(Duration.ofMinutes(5));
            assertThat(causes).as(text).isNotEmpty().doesNotHaveDuplicates();
        }
        switch (policy.hedge()) {
            case Hedge.Never() -> {}
            case Hedge.AfterP95(var percent) -> assertThat(percent).as(text).isBetween(1, 100);
            case Hedge.After(var delay, var percent) -> {
                assertThat(delay).as(text).isPositive();
                assertThat(percent).as(text).isBetween(1, 100);
            }
        }
        if (policy.fallback() instanceof Fallback.Response response) {
            assertThat(GraphReader.read("response.json", response.json()).problems())
                    .as(text)
                    .noneMatch(problem -> problem.mistake() instanceof Mistake.Syntax);
        }
    }

    private String text() {
        return """
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: g}
                spec:
                  nodes:
                    root:
                      routerType: Sequence
                      steps:
                        - %s
                    other: {routerType: Ensemble}
                %s
                """.formatted(
                        "{serviceUrl: \"http://a/\", %s}"
                                .formatted(fields(List.of("timeout", "retry", "hedge", "fallback"), ", ")),
                        fields(List.of("deadline", "errorStatus", "defaults", "headers"), "\n")
                                .indent(2));
    }

    /** About half of the names, each once, some with fields of their own. */
    private String fields(List<String> names, String between) {
        return names.stream()
                .filter(_ -> random.nextBoolean())
                .map(name -> name + ": " + (random.nextInt(8) == 0 ? anyValue() : nested(name)))
                .collect(Collectors.joining(between));
    }

    private String nested(String name) {
        return switch (name) {
            case "retry" -> mapping("maxRetries", "initialDelayMs", "maxDelayMs", "causes");
            case "hedge" -> mapping("after", "budgetPercent");
            case "fallback" -> mapping("nodeName", "serviceUrl", "response", "statuses");
            case "defaults" -> mapping("timeout", "retry", "hedge");
            case "headers" -> mapping("propagate");
            default -> value(name);
        };
    }

    private String mapping(String... names) {
        return IntStream.range(0, names.length)
                .filter(_ -> random.nextInt(3) > 0)
                .mapToObj(i -> names[i] + ": " + value(names[i]))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Mostly one that is right. */
    private String value(String name) {
        return random.nextInt(8) == 0
                ? anyValue()
                : switch (name) {
                    case "maxRetries" -> "1";
                    case "initialDelayMs" -> "10";
                    case "maxDelayMs" -> "300000";
                    case "causes" -> "[connect, 503]";
                    case "after", "timeout", "deadline" -> "1ms";
                    case "budgetPercent" -> "100";
                    case "nodeName" -> "other";
                    case "serviceUrl" -> "http://b/";
                    case "statuses", "propagate" -> "[]";
                    case "retry" -> "{maxRetries: 10}";
                    case "hedge" -> "{after: p95}";
                    case "errorStatus" -> "kserve";
                    default -> "{a: [1, {b: 1e400}]}";
                };
    }

    private String anyValue() {
        return VALUES.get(random.nextInt(VALUES.size()));
    }
}

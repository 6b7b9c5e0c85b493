package dev.dromos.router.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.gjson.GjsonPath;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.InTime;
import dev.dromos.router.contract.TestBed;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data made to hurt: deep, long, wide, and paths that multiply (C5 to C7; threats T11, T16). */
final class HostileDataTest {
    private static final String NO_MATCH = "None of the routes matched with the switch condition";

    @RegisterExtension
    @Order(1)
    final TestBed bed = new TestBed();

    @RegisterExtension
    @Order(2)
    final Unharmed unharmed = new Unharmed(bed);

    @ParameterizedTest(name = "C5 {0} levels in a Sequence")
    @DisplayName("C5 T11 a Sequence passes any depth on, byte for byte")
    @ValueSource(ints = {512, 1_001, 100_000})
    void depthPassesThroughASequence(int depth) throws Exception {
        bed.modelRunning(
                "m1", request -> Answer.of(200, List.of(), request.body().dangerouslySharedBytes()));
        bed.serve("nodes: {root: {routerType: Sequence, steps: ["
                + "{serviceUrl: \"${m1}\"}, {serviceUrl: \"${m1}\", data: $response}]}}");
        var body = nested(depth);

        bed.post(body).isExactly(200, body);
    }

    @ParameterizedTest(name = "C5 {0} levels before a condition")
    @DisplayName("C5 T11 a condition sees 512 levels; a deeper text counts as one that is not JSON")
    @ValueSource(ints = {1_001, 100_000})
    void depthBeforeACondition(int depth) throws Exception {
        bed.modelRunning(
                "m1", request -> Answer.of(200, List.of(), request.body().dangerouslySharedBytes()));
        bed.serve("""
                nodes:
                  root: {routerType: Switch, steps: [{nodeName: asked, condition: go}, {nodeName: deep, condition: "0"}]}
                  asked: {routerType: Sequence, steps: [{serviceUrl: "${m1}"}, {serviceUrl: "${m1}", condition: "go.0"}]}
                  deep: {routerType: Sequence, steps: [{serviceUrl: "${m1}"}]}
                """);

        bed.post(nested(512)).isExactly(200, nested(512));
        bed.post(nested(depth)).isFailure(404, NO_MATCH);
        bed.post("{\"go\":" + nested(511) + "}").isExactly(200, "{\"go\":" + nested(511) + "}");
    }

    @ParameterizedTest(name = "C5 {0} levels in a member's answer")
    @DisplayName(
            "C5 T11 a member's answer that is too deep becomes a string, so that the whole is JSON of a known depth")
    @ValueSource(ints = {1_001, 100_000})
    void depthInAMember(int depth) throws Exception {
        bed.model("m1", 200, nested(depth));
        bed.model("m2", 200, nested(500));
        bed.serve(ensemble("m1", "m2"));

        bed.post("{}").isExactly(200, "{\"m1\":\"" + nested(depth) + "\",\"m2\":" + nested(500) + "}");
    }

    static Stream<String> hugeValues() {
        return values().sequencedKeySet().stream();
    }

    private static SequencedMap<String, String> values() {
        var values = new LinkedHashMap<String, String>();
        values.put("a string of 20 MB", "\"" + "x".repeat(20_000_000) + "\"");
        values.put(
                "a million keys",
                IntStream.range(0, 1_000_000)
                        .mapToObj(i -> "\"k" + i + "\":" + i)
                        .collect(Collectors.joining(",", "{", "}")));
        values.put("a number of 1 000 digits", "[" + "7".repeat(1_000) + ",0." + "3".repeat(1_000) + "]");
        values.put("one key three times", "{\"a\":1,\"a\":2.50,\"a\":null}");
        values.put("1e400", "{\"a\":1e400,\"b\":-1E-400,\"c\":-0.0,\"d\":1.10}");
        values.put("escapes and lone surrogates", "{\"\\ud800\":\"\\u003c\\/\\u00e9é\"}");
        values.put("spaces", " { \"a\" :\t1 }\r\n");
        return values;
    }

    @ParameterizedTest(name = "C6 {0}")
    @DisplayName("C6 T11 an Ensemble changes no value: members' bytes are spliced")
    @MethodSource("hugeValues")
    void anEnsembleChangesNoValue(String what) throws Exception {
        var value = values().getOrDefault(what, "");
        bed.model("m1", 200, value);
        bed.model("m2", 200, "{}");
        bed.serve(ensemble("m1", "m2"));

        var reply = bed.post("{}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().dangerouslySharedBytes())
                .isEqualTo(("{\"m1\":" + value + ",\"m2\":{}}").getBytes(UTF_8));
    }

    static Stream<String> hostilePaths() {
        return Stream.of(
                "#(#(#(#(a==1))))",
                "*a*a*a*a*a*a*a*b",
                "*" + "a*".repeat(500) + "b",
                "0.#(x.#(y.#(z%\"*a*a*a*b\")))",
                "[@this,@this,@this]|[@this,@this,@this]|[@this,@this,@this]|9.9",
                "@this|".repeat(160) + "nosuch",
                "@dig:@dig:@dig:nosuch|0",
                "@tostr|@tostr|@tostr|@tostr|nosuch",
                "{\"a\":@reverse,\"b\":[@group,@flatten:{\"deep\":true}]}|nosuch",
                "@nosuch:{\"x\":1}",
                "..#(a.b.c==\"");
    }

    /** Counted, for more paths and bodies, by {@code BudgetTest}; here the whole of an evaluation is, by the processor's time. */
    @ParameterizedTest(name = "C7 {0}")
    @DisplayName("C7 T16 a hostile path over eight times the body takes no more than sixteen times the work")
    @MethodSource("hostilePaths")
    void hostilePathIsLinear(String path) throws Exception {
        var condition = GjsonPath.parse(path);
        workOf(condition, hostileBody(1_000)); // what is done once

        InTime.once(16.0, () -> workOf(condition, hostileBody(24_000)) / workOf(condition, hostileBody(3_000)));
    }

    /** Nanoseconds of the processor, more than none. */
    private static double workOf(GjsonPath condition, String body) {
        var bytes = body.getBytes(UTF_8);
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        assertThat(condition.exists(bytes)).isFalse();
        return Math.max(1, threads.getCurrentThreadCpuTime() - before);
    }

    @ParameterizedTest(name = "C7 {0}")
    @DisplayName("C7 T16 a hostile path over a large body finds nothing, and the router is none the worse for it")
    @MethodSource("hostilePaths")
    void hostilePathFindsNothing(String path) throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve("nodes: {root: {routerType: Switch, steps: [{serviceUrl: \"${m1}\", condition: '" + path + "'}]}}");

        bed.post(hostileBody(50_000)).isFailure(404, NO_MATCH);
    }

    private static String hostileBody(int elements) {
        return "[" + "[{\"a\":[2,\"aaaaaaaaaaaaaaaaaaaaaa\"]}],".repeat(elements) + "0]";
    }

    @Test
    @DisplayName("C7 T16 a path of 10 kB is refused, with the limit that can be raised")
    void longPathIsRefused() {
        bed.model("m1", 200, "{}");

        assertThat(bed.refusal("nodes: {root: {routerType: Switch, steps: [{serviceUrl: \"${m1}\", condition: '"
                        + "a.".repeat(5_000) + "a'}]}}"))
                .singleElement()
                .asString()
                .startsWith("spec.nodes.root.steps[0].condition: ")
                .contains("1024");
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private static String ensemble(String... models) {
        return Stream.of(models)
                .map(model -> "{name: %s, serviceUrl: \"${%s}\"}".formatted(model, model))
                .collect(Collectors.joining(", ", "nodes: {root: {routerType: Ensemble, steps: [", "]}}"));
    }
}

package dev.dromos.nodes.ensemble;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.Node.Ensemble;
import dev.dromos.graph.Node.Member;
import dev.dromos.graph.Step;
import dev.dromos.graph.Step.Dependency;
import dev.dromos.graph.Target;
import dev.dromos.graph.json.JsonMembers;
import dev.dromos.graph.json.JsonText;
import dev.dromos.nodes.body.BodyRoom;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.FailureAnswer;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepFailure.Refused;
import dev.dromos.nodes.call.StepFailure.Refused.Phase;
import dev.dromos.nodes.call.StepRef;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.call.StepResult.Answered;
import dev.dromos.nodes.call.StepResult.Failed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract R44 to R50 and its part 5. */
class EnsembleAnswerTest {
    private static final StepFailure REFUSED = new Refused(new StepRef("root", 1, "b"), Phase.CONNECT);

    @Test
    void membersAreKeyedInStepOrder() {
        assertThat(merged(soft("model2", "model1"), ok("{\"predictions\":\"1\"}"), ok("{\"predictions\":\"2\"}")))
                .isEqualTo("{\"model2\":{\"predictions\":\"1\"},\"model1\":{\"predictions\":\"2\"}}");
    }

    @Test
    void noMembersAnswerAnEmptyObject() {
        assertThat(merged(soft())).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e400",
                "12345678901234567890",
                "1.0",
                "null",
                "true",
                "\"s\"",
                "[1, 2]",
                " {\"a\":1,\"a\":2}\n",
                "\"<&>\"",
                "\"\\ud800\""
            })
    void anyJsonValueIsEmbeddedByteForByte(String value) {
        assertThat(merged(soft("a"), ok(value))).isEqualTo("{\"a\":" + value + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain text|\"plain text\"",
                "say \"hi\"\\|\"say \\\"hi\\\"\\\\\"",
                "{\"a\":1}x|\"{\\\"a\\\":1}x\"",
                "``|\"\""
            })
    void whatIsNotJsonBecomesAString(String text, String expected) {
        assertThat(merged(soft("a"), ok(text))).isEqualTo("{\"a\":" + expected + "}");
    }

    @Test
    void aSoftMembersErrorAnswerIsMergedLikeASuccess() {
        assertThat(merged(soft("a", "b"), ok("1"), answered(404, "{\"detail\":\"no\"}")))
                .isEqualTo("{\"a\":1,\"b\":{\"detail\":\"no\"}}");
    }

    @Test
    void aSoftMemberThatCannotBeReachedIsAnErrorObject() {
        assertThat(merged(soft("a", "b"), ok("1"), new Failed(REFUSED)))
                .isEqualTo("{\"a\":1,\"b\":{\"error\":\"Failed to process request\","
                        + "\"cause\":\"step `b` of node `root`: connection failed\"}}");
    }

    @Test
    void keysAreEscaped() {
        assertThat(merged(soft("a\"\\\n${x}\u00e9"), ok("1"))).isEqualTo("{\"a\\\"\\\\\\n${x}\u00e9\":1}");
    }

    @Test
    void theFirstHardFailureInStepOrderDecides() {
        var answer = EnsembleAnswer.of(ensemble(Dependency.SOFT, Dependency.HARD, Dependency.HARD, Dependency.HARD));

        assertThat(answer.verdict(
                        List.of(answered(500, "s"), ok("1"), answered(404, "first"), answered(503, "second"))))
                .isEqualTo(answered(404, "first"));
        assertThat(answer.verdict(List.of(ok("1"), new Failed(REFUSED), answered(404, "x"), ok("1"))))
                .isEqualTo(new Failed(REFUSED));
    }

    @Test
    void aHardFailureIsFinalOnceTheHardMembersBeforeItAreDone() {
        var gathering = EnsembleAnswer.of(ensemble(Dependency.SOFT, Dependency.HARD, Dependency.HARD, Dependency.SOFT))
                .gather(BodyRoom.UNLIMITED);

        assertThat(gathering.add(2, answered(503, "late"))).isEmpty();
        assertThat(gathering.add(1, ok("1"))).contains(answered(503, "late"));
        assertThat(gathering.add(0, ok("1"))).isEmpty();
        assertThat(gathering.add(3, ok("1"))).isEmpty();
    }

    @Test
    void anEarlierHardFailureOverridesALaterOneThatCameFirst() {
        var gathering =
                EnsembleAnswer.of(ensemble(Dependency.HARD, Dependency.HARD)).gather(BodyRoom.UNLIMITED);

        assertThat(gathering.add(1, answered(503, "second"))).isEmpty();
        assertThat(gathering.add(0, answered(404, "first"))).contains(answered(404, "first"));
    }

    @Test
    void aPassedDeadlineFailsTheWholeButAHardFailureComesFirst() {
        var late = new Failed(new StepFailure.DeadlinePassed(new StepRef("root", 0, "a"), Duration.ofSeconds(1)));
        var answer = EnsembleAnswer.of(ensemble(Dependency.SOFT, Dependency.HARD));

        assertThat(answer.verdict(List.of(late, ok("1")))).isEqualTo(late);
        assertThat(answer.verdict(List.of(late, answered(404, "no")))).isEqualTo(answered(404, "no"));
    }

    @Test
    void aMemberThatNobodyWaitsForFailsTheWhole() {
        var cancelled = new Failed(new StepFailure.Cancelled(new StepRef("root", 0, "a")));
        var answer = EnsembleAnswer.of(ensemble(Dependency.SOFT, Dependency.SOFT));

        assertThat(answer.verdict(List.of(ok("1"), cancelled))).isEqualTo(cancelled);
    }

    @Test
    void havingNoRoomForAMembersCallFailsTheWholeButAHardFailureComesFirst() {
        var overloaded = new Failed(new StepFailure.Overloaded(new StepRef("root", 0, "a")));
        var answer = EnsembleAnswer.of(ensemble(Dependency.SOFT, Dependency.HARD));

        assertThat(answer.verdict(List.of(overloaded, ok("1")))).isEqualTo(overloaded);
        assertThat(answer.verdict(List.of(overloaded, answered(404, "no")))).isEqualTo(answered(404, "no"));
    }

    @Test
    void softMembersAloneAreMergedWhenAllAreDone() {
        var gathering = EnsembleAnswer.of(soft("m0", "m1")).gather(BodyRoom.UNLIMITED);

        assertThat(gathering.add(1, new Failed(REFUSED))).isEmpty();
        assertThat(gathering.add(0, ok("1"))).contains(ok("{\"m0\":1,\"m1\":" + FailureAnswer.body(REFUSED) + "}"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderOfArrivalNeverChangesTheVerdict(long seed) {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++) {
            var dependencies = IntStream.range(0, 1 + random.nextInt(6))
                    .mapToObj(_ -> random.nextBoolean() ? Dependency.HARD : Dependency.SOFT)
                    .toArray(Dependency[]::new);
            var results = IntStream.range(0, dependencies.length)
                    .mapToObj(i -> randomResult(i, random))
                    .toList();
            var order =
                    new ArrayList<>(IntStream.range(0, results.size()).boxed().toList());
            Collections.shuffle(order, random);
            var answer = EnsembleAnswer.of(ensemble(dependencies));

            var gathering = answer.gather(BodyRoom.UNLIMITED);
            var verdicts = order.stream()
                    .flatMap(i -> gathering.add(i, results.get(i)).stream())
                    .toList();

            assertThat(verdicts).containsExactly(answer.verdict(results));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void mergingRandomJsonIsJsonThatHoldsEveryValueByteForByte(long seed) {
        var random = new RandomJson(new Random(seed));
        for (var round = 0; round < 200; round++) {
            var values = random.values(1 + round % 8);
            var keys = IntStream.range(0, values.size())
                    .mapToObj(i -> random.text() + i)
                    .toArray(String[]::new);

            var verdict = EnsembleAnswer.of(soft(keys))
                    .verdict(values.stream().map(EnsembleAnswerTest::ok).toList());

            var merged = ((Answered) verdict).body().dangerouslySharedBytes();
            assertThat(JsonText.isValid(merged)).isTrue();
            var members = JsonMembers.of(merged);
            for (var i = 0; i < keys.length; i++) {
                assertThat(members.next()).isTrue();
                assertThat(members.key()).isEqualTo(keys[i]);
                assertThat(members.value()).hasToString(values.get(i).strip());
            }
            assertThat(members.next()).isFalse();
        }
    }

    private static StepResult randomResult(int member, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> answered(400 + member, "no" + member);
            case 1 -> new Failed(REFUSED);
            case 2 -> new Failed(new StepFailure.DeadlinePassed(new StepRef("root", 0, "a"), Duration.ofSeconds(1)));
            case 3 -> new Failed(new StepFailure.Overloaded(new StepRef("root", member, "")));
            default -> ok("[" + member + "]");
        };
    }

    private static String merged(Ensemble node, StepResult... results) {
        var verdict = EnsembleAnswer.of(node).verdict(List.of(results));
        assertThat(verdict).isInstanceOfSatisfying(Answered.class, answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(JsonText.isValid(answer.body().dangerouslySharedBytes())).isTrue();
        });
        return ((Answered) verdict).body().toString();
    }

    private static Ensemble soft(String... keys) {
        return new Ensemble(
                "root",
                List.of(keys).stream().map(key -> member(key, Dependency.SOFT)).toList());
    }

    private static Ensemble ensemble(Dependency... dependencies) {
        return new Ensemble(
                "root",
                IntStream.range(0, dependencies.length)
                        .mapToObj(i -> member("m" + i, dependencies[i]))
                        .toList());
    }

    private static Member member(String key, Dependency dependency) {
        return new Member(key, new Step(key, new Target.NodeRef("n"), dependency));
    }

    private static StepResult ok(String body) {
        return answered(200, body);
    }

    private static StepResult answered(int status, String body) {
        return new Answered(status, payload(body));
    }

    private static Payload payload(String text) {
        return Payload.of(text.getBytes(UTF_8), "");
    }
}

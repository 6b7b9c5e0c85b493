package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.nodes.call.FailureAnswer;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepFailure.BadPayload;
import dev.dromos.nodes.call.StepFailure.Cancelled;
import dev.dromos.nodes.call.StepFailure.DeadlinePassed;
import dev.dromos.nodes.call.StepFailure.Internal;
import dev.dromos.nodes.call.StepFailure.InvalidResponse;
import dev.dromos.nodes.call.StepFailure.LoopDetected;
import dev.dromos.nodes.call.StepFailure.NoRouteMatched;
import dev.dromos.nodes.call.StepFailure.NoSuchGraph;
import dev.dromos.nodes.call.StepFailure.OutOfMemory;
import dev.dromos.nodes.call.StepFailure.Overloaded;
import dev.dromos.nodes.call.StepFailure.Refused;
import dev.dromos.nodes.call.StepFailure.ShuttingDown;
import dev.dromos.nodes.call.StepFailure.TimedOut;
import dev.dromos.nodes.call.StepFailure.UnusableUrl;
import dev.dromos.nodes.call.StepRef;
import dev.dromos.router.ingress.Cut;
import dev.dromos.router.ingress.Refusal;
import dev.dromos.router.metrics.PrometheusMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/operations.md} has the tables of failures and refusals: statuses, causes and labels from the classes that answer and count them.
 * Tests run in the module's directory.
 */
final class FailureDocumentTest {
    private static final StepRef STEP = new StepRef("root", 0, "model");
    private static final String FAILURES = """
            | what happens | status, `kserve` | status, `precise` | `cause` | counted as `failure` |
            |---|---|---|---|---|
            """;
    private static final String REFUSALS = """
            | what happens | status | `cause` | counted as `reason` |
            |---|---|---|---|
            """;

    private static final String CUTS = """
            | what happens | counted as `reason` |
            |---|---|
            """;

    @Test
    void theDocumentHasTheTableOfFailures() throws Exception {
        var table = failures().entrySet().stream()
                .map(row -> failureRow(row.getKey(), row.getValue()))
                .collect(Collectors.joining("", FAILURES, ""));

        assertThat(documented(FAILURES)).isEqualTo(table);
    }

    @Test
    void theDocumentHasTheTableOfRefusals() throws Exception {
        var table = Arrays.stream(Refusal.values())
                .map(FailureDocumentTest::refusalRow)
                .collect(Collectors.joining("", REFUSALS, ""));

        assertThat(documented(REFUSALS)).isEqualTo(table);
    }

    @Test
    void theDocumentHasTheTableOfConnectionsThatAreClosed() throws Exception {
        var table = Arrays.stream(Cut.values())
                .map(cut -> row(what(cut), quoted(PrometheusMetrics.label(cut))))
                .collect(Collectors.joining("", CUTS, ""));

        assertThat(documented(CUTS)).isEqualTo(table);
    }

    @Test
    void everyFailureHasARow() {
        var shown = failures().values().stream()
                .flatMap(List::stream)
                .map(Object::getClass)
                .distinct();

        assertThat(shown).containsExactlyInAnyOrder(StepFailure.class.getPermittedSubclasses());
    }

    private static SequencedMap<String, List<StepFailure>> failures() {
        var failures = new LinkedHashMap<String, List<StepFailure>>();
        failures.put("no case of a Switch holds", List.of(new NoRouteMatched("node")));
        failures.put("a condition is asked about something that is not JSON", List.of(new InvalidResponse("node")));
        failures.put(
                "a step's server cannot be reached, or [may not be](#where-steps-may-be)",
                each(Refused.Phase.values(), phase -> new Refused(STEP, phase)));
        failures.put(
                "its answer is broken, too large, or in an encoding other than gzip",
                each(BadPayload.Flaw.values(), flaw -> new BadPayload(STEP, flaw)));
        failures.put(
                "all connections to it are busy, and the line is full or a call has waited in it for `--max-wait`",
                List.of(new Overloaded(STEP)));
        failures.put(
                "its answer, or what an Ensemble makes of its members', does not fit into `--max-held-mib`",
                List.of(new OutOfMemory(STEP.toString()), new OutOfMemory("node `root`")));
        failures.put("it is too late", List.of(new TimedOut(STEP)));
        failures.put(
                "the graph is too late",
                List.of(new DeadlinePassed(STEP, Duration.ofSeconds(1)), new DeadlinePassed(STEP, Duration.ZERO)));
        failures.put("its call was ended, and its answer is asked for all the same", List.of(new Cancelled(STEP)));
        failures.put("`serviceUrl` is no URL (a warning in KServe's version)", List.of(new UnusableUrl(STEP)));
        failures.put("graphs call each other more than 8 deep", List.of(new LoopDetected()));
        failures.put("a fault of Dromos, with details in the log", List.of(new Internal()));
        failures.put("the router has stopped taking requests", List.of(new ShuttingDown()));
        failures.put(
                "[a router of many graphs](#many-graphs-in-one-process) has none at the path",
                List.of(new NoSuchGraph()));
        return failures;
    }

    private static <T> List<StepFailure> each(T[] kinds, Function<T, StepFailure> failure) {
        return Arrays.stream(kinds).map(failure).toList();
    }

    private static String what(Refusal refusal) {
        return switch (refusal) {
            case OVERLOADED -> "more than `--max-concurrent-requests` run; said before the body is read";
            case OUT_OF_MEMORY ->
                "the body does not fit into its share of `--max-held-mib`; said before it is read, or, when its length was not announced, as soon as it does not fit";
            case BODY_TOO_LARGE -> "the body is larger than `--max-request-mib`; likewise";
            case TOO_SLOW -> "the body is not there in time (`serverRead`)";
            case UNKNOWN_EXPECTATION -> "`Expect` asks for something other than `100-continue`";
            case LINE_TOO_LONG -> "the request line is longer than 4 KiB";
            case HEADERS_TOO_LARGE -> "the headers are larger than 16 KiB";
            case TOO_MANY_HEADERS -> "there are more than 100";
            case UNKNOWN_VERSION -> "another version than HTTP/1.1 or 1.0";
            case FORBIDDEN_METHOD -> "`CONNECT` or `TRACE`";
            case UNUSABLE_TARGET -> "the target is neither a path nor this host's URL";
            case AMBIGUOUS_HOST -> "no `Host`, two, or one that the target disagrees with";
            case AMBIGUOUS_LENGTH ->
                "`Content-Length` twice, with `Transfer-Encoding`, or no number; an encoding other than `chunked`";
            case FOLDED_HEADER -> "a header in two lines";
            case MALFORMED -> "anything else that is not HTTP, or a body that is not";
        };
    }

    private static String what(Cut cut) {
        return switch (cut) {
            case SLOW_HEAD -> "a head does not come to its end within `--header-timeout`";
            case SLOW_READER -> "an answer is not read within `serverWrite`";
            case IDLE -> "nothing is asked for `serverIdle`";
            case CROWDED_OUT -> "more than `--max-connections` are open, and this one has been idle for longest";
        };
    }

    private static String failureRow(String what, List<StepFailure> failures) {
        return row(
                what,
                joined(failures, failure -> String.valueOf(FailureAnswer.status(failure, ErrorStatus.KSERVE))),
                joined(failures, failure -> String.valueOf(FailureAnswer.status(failure, ErrorStatus.PRECISE))),
                joined(failures, failure -> quoted(FailureAnswer.cause(failure))),
                joined(failures, failure -> quoted(PrometheusMetrics.label(failure))));
    }

    private static String refusalRow(Refusal refusal) {
        return row(
                what(refusal),
                String.valueOf(refusal.status()),
                quoted(refusal.cause(0)),
                quoted(PrometheusMetrics.label(refusal)));
    }

    private static String joined(List<StepFailure> failures, Function<StepFailure, String> column) {
        return failures.stream().map(column).distinct().collect(Collectors.joining(", "));
    }

    /** Names and numbers of one request become dots. */
    private static String quoted(String text) {
        return "`"
                + text.replace("step `model` of node `root`", "step ...")
                        .replace("node `root`", "node ...")
                        .replaceAll("[0-9]+ (ms|bytes)", "... $1")
                + "`";
    }

    private static String row(String... columns) {
        return Stream.of(columns).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** The table that begins so, to the next empty line. */
    private static String documented(String head) throws IOException {
        var document = Files.readString(Path.of("../docs/operations.md"));
        assertThat(document).contains(head);
        return document.substring(document.indexOf(head)).split("\n\n", 2)[0] + "\n";
    }
}

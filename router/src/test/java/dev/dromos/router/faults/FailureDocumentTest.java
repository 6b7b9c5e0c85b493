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
import dev.dromos.nodes.call.StepFailure.NoRouteMatched;
import dev.dromos.nodes.call.StepFailure.Overloaded;
import dev.dromos.nodes.call.StepFailure.Refused;
import dev.dromos.nodes.call.StepFailure.ShuttingDown;
import dev.dromos.nodes.call.StepFailure.TimedOut;
import dev.dromos.nodes.call.StepFailure.UnusableUrl;
import dev.dromos.nodes.call.StepRef;
import dev.dromos.router.contract.Reply;
import dev.dromos.router.contract.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code docs/operations.md} has the table of failures: steps' from the class that answers them, the edge's from its answers.
 * Tests run in the module's directory.
 */
final class FailureDocumentTest {
    private static final StepRef STEP = new StepRef("root", 0, "model");
    private static final String HEAD = """
            | what happens | status, `kserve` | status, `precise` | `cause` |
            |---|---|---|---|
            """;

    @RegisterExtension
    final TestBed bed = new TestBed();

    @Test
    void theDocumentHasTheTable() throws Exception {
        var document = Files.readString(Path.of("../docs/operations.md"));

        var table = HEAD + ofSteps() + ofTheEdge();

        assertThat(document.substring(document.indexOf(HEAD)).split("\n\n", 2)[0] + "\n")
                .isEqualTo(table);
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
                "a step's server cannot be reached",
                Arrays.stream(Refused.Phase.values())
                        .<StepFailure>map(phase -> new Refused(STEP, phase))
                        .toList());
        failures.put(
                "its answer is broken or too large",
                Arrays.stream(BadPayload.Flaw.values())
                        .<StepFailure>map(flaw -> new BadPayload(STEP, flaw))
                        .toList());
        failures.put("all connections to it are busy and the line is full", List.of(new Overloaded(STEP)));
        failures.put("it is too late", List.of(new TimedOut(STEP)));
        failures.put(
                "the graph is too late",
                List.of(new DeadlinePassed(STEP, Duration.ofSeconds(1)), new DeadlinePassed(STEP, Duration.ZERO)));
        failures.put("its call was ended, and its answer is asked for all the same", List.of(new Cancelled(STEP)));
        failures.put("`serviceUrl` is no URL (a warning in KServe's version)", List.of(new UnusableUrl(STEP)));
        failures.put("a fault of Dromos, with details in the log", List.of(new Internal()));
        failures.put("the router has stopped taking requests", List.of(new ShuttingDown()));
        return failures;
    }

    private static String ofSteps() {
        return failures().entrySet().stream()
                .map(row -> row(
                        row.getKey(),
                        statuses(row.getValue(), ErrorStatus.KSERVE),
                        statuses(row.getValue(), ErrorStatus.PRECISE),
                        row.getValue().stream().map(FailureAnswer::cause)))
                .collect(Collectors.joining());
    }

    private static String statuses(List<StepFailure> failures, ErrorStatus mode) {
        return failures.stream()
                .map(failure -> String.valueOf(FailureAnswer.status(failure, mode)))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** What the edge answers does not depend on the mode; it is asked for here. */
    private String ofTheEdge() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(
                "nodes: {root: {routerType: Sequence, steps: [{serviceUrl: \"${m1}\"}]}}\nrouterTimeouts: {serverRead: 1}");
        return refused("the request is too large", "Content-Length: 99999999\r\n\r\n")
                + refused("`Expect` asks for something other than `100-continue`", "Expect: tea\r\n\r\n")
                + refused("the request is not there in time (`serverRead`)", "Content-Length: 2\r\n\r\n{");
    }

    private String refused(String what, String rest) throws IOException {
        try (var wire = bed.open()) {
            wire.send("POST / HTTP/1.1\r\nHost: a\r\n" + rest);
            var reply = wire.reply();
            var status = String.valueOf(reply.status());
            return row(what, status, status, Stream.of(cause(reply)));
        }
    }

    private static String cause(Reply reply) {
        var body = reply.body().toString();
        assertThat(body).isEqualTo(Reply.failure(body.replaceAll(".*\"cause\":\"|\"}$", "")));
        return body.replaceAll(".*\"cause\":\"|\"}$", "");
    }

    /** Names and numbers of one request become dots. */
    private static String row(String what, String kserve, String precise, Stream<String> causes) {
        var shown = causes.map(cause -> cause.replace("step `model` of node `root`", "step ..."))
                .map(cause -> "`" + cause.replaceAll("[0-9]+ (ms|bytes)", "... $1") + "`")
                .collect(Collectors.joining(", "));
        return "| %s | %s | %s | %s |\n".formatted(what, kserve, precise, shown);
    }
}

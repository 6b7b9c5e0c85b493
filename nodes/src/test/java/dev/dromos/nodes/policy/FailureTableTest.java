package dev.dromos.nodes.policy;

import static dev.dromos.nodes.policy.ScriptedCall.STEP;
import static dev.dromos.nodes.policy.ScriptedCall.answered;
import static dev.dromos.nodes.policy.ScriptedCall.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.Retry.Cause;
import dev.dromos.graph.Retry.Cause.Fault;
import dev.dromos.graph.Retry.Cause.Status;
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
import dev.dromos.nodes.call.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} has the table that the layers ask. Tests run in the module's directory. */
final class FailureTableTest {
    private static final List<Cause> FAULTS = List.of(Fault.values());

    @Test
    void theDocumentHasTheTable() throws IOException {
        var document = Files.readString(Path.of("../docs/operations.md"));

        assertThat(document).contains(table());
    }

    private static String table() {
        return outcomes().entrySet().stream()
                .map(outcome -> row(outcome.getKey(), outcome.getValue()))
                .collect(Collectors.joining());
    }

    private static SequencedMap<String, StepResult> outcomes() {
        var outcomes = new LinkedHashMap<String, StepResult>();
        outcomes.put("answered 2xx", answered(200));
        outcomes.put("answered 3xx, 4xx but 429", answered(404));
        outcomes.put("answered 429, 5xx", answered(503));
        outcomes.put("connection refused or not in time", failed(new Refused(STEP, Refused.Phase.CONNECT)));
        outcomes.put("unknown name", failed(new Refused(STEP, Refused.Phase.DNS)));
        outcomes.put("TLS", failed(new Refused(STEP, Refused.Phase.TLS)));
        outcomes.put("address not allowed", failed(new Refused(STEP, Refused.Phase.EGRESS)));
        outcomes.put("closed before the answer", failed(new BadPayload(STEP, BadPayload.Flaw.RESET)));
        outcomes.put("closed within the answer", failed(new BadPayload(STEP, BadPayload.Flaw.TRUNCATED)));
        outcomes.put("not HTTP", failed(new BadPayload(STEP, BadPayload.Flaw.MALFORMED)));
        outcomes.put("answer too large", failed(new BadPayload(STEP, BadPayload.Flaw.TOO_LARGE)));
        outcomes.put("answer in an unknown encoding", failed(new BadPayload(STEP, BadPayload.Flaw.ENCODING)));
        outcomes.put("`timeout` passed", failed(new TimedOut(STEP)));
        outcomes.put("line to the server full, or waited in too long", failed(new Overloaded(STEP)));
        outcomes.put("no memory left for an answer", failed(new OutOfMemory(STEP.toString())));
        outcomes.put("of a node: no case holds", failed(new NoRouteMatched("node")));
        outcomes.put("of a node: condition on something that is not JSON", failed(new InvalidResponse("node")));
        outcomes.put("a fault of Dromos", failed(new Internal()));
        outcomes.put("deadline passed", failed(new DeadlinePassed(STEP, Duration.ofSeconds(1))));
        outcomes.put("cancelled", failed(new Cancelled(STEP)));
        outcomes.put("router stopping", failed(new ShuttingDown()));
        outcomes.put("graphs in a loop", failed(new LoopDetected()));
        outcomes.put("no graph at the path", failed(new NoSuchGraph()));
        return outcomes;
    }

    private static String row(String what, StepResult result) {
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        what,
                        causes(result),
                        FailureTable.endsTheRace(result) ? "yes" : "no",
                        replaced(result, true),
                        replaced(result, false));
    }

    private static String causes(StepResult result) {
        var causes = result instanceof StepResult.Answered(var status, var _, var _)
                ? Stream.of((Cause) new Status(status))
                : FAULTS.stream();
        return causes.filter(cause -> FailureTable.isWorthARetry(result, List.of(cause)))
                .map(cause -> cause instanceof Status ? "its status" : "`" + cause.text() + "`")
                .findFirst()
                .orElse("no");
    }

    private static String replaced(StepResult result, boolean byACall) {
        if (result instanceof StepResult.Answered(var status, var _, var _)) {
            return FailureTable.isToBeReplaced(result, List.of(status), byACall) ? "its status" : "no";
        }
        return FailureTable.isToBeReplaced(result, List.of(), byACall) ? "yes" : "no";
    }
}

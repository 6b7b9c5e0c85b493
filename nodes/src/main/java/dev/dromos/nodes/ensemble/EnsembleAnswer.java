package dev.dromos.nodes.ensemble;

import dev.dromos.graph.Node;
import dev.dromos.graph.json.JsonBuffer;
import dev.dromos.nodes.call.FailureAnswer;
import dev.dromos.nodes.call.HttpStatus;
import dev.dromos.nodes.call.Payload;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.call.StepResult.Answered;
import dev.dromos.nodes.call.StepResult.Failed;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes an Ensemble's answer of its members' results (contract R44 to R50, part 5). The members' bytes are spliced, never
 * parsed into a tree: numbers keep their digits, and members keep the order of the graph.
 */
public final class EnsembleAnswer {
    private static final Payload NO_MEMBERS = Payload.json(new byte[] {'{', '}'});

    private final List<Member> members;

    /** @param opening <code>{"key":</code> for the first member, <code>,"key":</code> for the others */
    private record Member(Payload opening, boolean hard) {}

    private EnsembleAnswer(List<Member> members) {
        this.members = List.copyOf(members);
    }

    public static EnsembleAnswer of(Node.Ensemble node) {
        var members = new ArrayList<Member>();
        for (var member : node.members()) {
            var opening = new JsonBuffer(member.key().length() + 4)
                    .append(members.isEmpty() ? '{' : ',')
                    .appendQuoted(member.key())
                    .append(':');
            members.add(new Member(
                    Payload.json(opening.toByteArray()), member.step().isHard()));
        }
        return new EnsembleAnswer(members);
    }

    /** For one request's results as they come. */
    public Gathering gather() {
        return new Gathering(this);
    }

    public int size() {
        return members.size();
    }

    /**
     * What the whole node answers: a Hard member's result where that stands in the way (contract R47), else one JSON object with
     * every member's answer, status 200.
     *
     * @param results of all members, in step order
     */
    public StepResult verdict(List<StepResult> results) {
        if (results.size() != members.size()) {
            throw new IllegalArgumentException(
                    "expected %d results, found %d".formatted(members.size(), results.size()));
        }
        for (var i = 0; i < results.size(); i++) {
            if (isDecisive(i, results.get(i))) {
                return results.get(i);
            }
        }
        return results.stream()
                .filter(EnsembleAnswer::isOurs)
                .findFirst()
                .orElseGet(() -> new Answered(HttpStatus.OK, merge(results)));
    }

    /**
     * True for what is no fault of the member: the whole answer is late, or we had no room for the call. A member's value must not say
     * so, or the client would take a degraded answer for a good one.
     */
    private static boolean isOurs(StepResult result) {
        return result instanceof Failed(var failure)
                && (failure instanceof StepFailure.DeadlinePassed
                        || failure instanceof StepFailure.Overloaded
                        || failure instanceof StepFailure.Cancelled);
    }

    boolean isHard(int member) {
        return members.get(member).hard();
    }

    /** True when a member's result keeps the others' from counting, unless that of a member before it does. */
    boolean isDecisive(int member, StepResult result) {
        return isHard(member) && !(result instanceof Answered answered && HttpStatus.isSuccess(answered.status()));
    }

    private Payload merge(List<StepResult> results) {
        if (results.isEmpty()) {
            return NO_MEMBERS;
        }
        var values = results.stream().map(EnsembleAnswer::value).toList();
        var size = 1;
        for (var i = 0; i < values.size(); i++) {
            size = Math.addExact(
                    size, members.get(i).opening().size() + values.get(i).size());
        }
        var bytes = new byte[size];
        var at = 0;
        for (var i = 0; i < values.size(); i++) {
            at = copy(members.get(i).opening(), bytes, at);
            at = copy(values.get(i), bytes, at);
        }
        bytes[at] = '}';
        return Payload.json(bytes);
    }

    /** A member's value, JSON in any case: what is not JSON becomes a string, a failure KServe's error object. */
    private static Payload value(StepResult result) {
        if (result instanceof Answered(var _, var body) && body.isJson()) {
            return body; // before the switch, for the sake of the first answer (ADR 2)
        }
        return switch (result) {
            case Answered answered -> answered.body().isJson() ? answered.body() : quoted(answered.body());
            case Failed(var failure) -> FailureAnswer.body(failure);
        };
    }

    private static Payload quoted(Payload text) {
        var bytes = text.dangerouslySharedBytes();
        return Payload.json(new JsonBuffer(bytes.length + 2)
                .appendQuoted(bytes, 0, bytes.length)
                .toByteArray());
    }

    private static int copy(Payload from, byte[] to, int at) {
        System.arraycopy(from.dangerouslySharedBytes(), 0, to, at, from.size());
        return at + from.size();
    }
}

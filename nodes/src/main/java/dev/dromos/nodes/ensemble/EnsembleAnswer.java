package dev.dromos.nodes.ensemble;

import dev.dromos.graph.Node;
import dev.dromos.graph.json.JsonBuffer;
import dev.dromos.nodes.body.BodyRoom;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.FailureAnswer;
import dev.dromos.nodes.call.HttpStatus;
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

    /** Bytes of an array, at most. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final String node;
    private final List<Member> members;

    /** @param opening <code>{"key":</code> for the first member, <code>,"key":</code> for the others */
    private record Member(Payload opening, boolean hard) {}

    /** One JSON value of the answer: bytes as they are, or as a string. */
    private record Value(Payload bytes, boolean quoted) {
        long size() {
            return quoted ? JsonBuffer.quotedSize(bytes.dangerouslySharedBytes()) : bytes.size();
        }
    }

    private EnsembleAnswer(String node, List<Member> members) {
        this.node = node;
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
        return new EnsembleAnswer(node.name(), members);
    }

    /**
     * For one request's results as they come.
     *
     * @param room for the answer
     */
    public Gathering gather(BodyRoom room) {
        return new Gathering(this, room);
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
        return verdict(results, BodyRoom.UNLIMITED);
    }

    /** @param room for the answer, while its members' are still there */
    StepResult verdict(List<StepResult> results, BodyRoom room) {
        if (results.size() != members.size()) {
            throw new IllegalArgumentException(
                    "expected %d results, found %d".formatted(members.size(), results.size()));
        }
        for (var i = 0; i < results.size(); i++) {
            if (isDecisive(i, results.get(i))) {
                return results.get(i);
            }
        }
        return results.stream().filter(EnsembleAnswer::isOurs).findFirst().orElseGet(() -> merge(results, room));
    }

    /**
     * True for what is no fault of the member: the whole answer is late, or we had no room for the call. A member's value must not say
     * so, or the client would take a degraded answer for a good one.
     */
    private static boolean isOurs(StepResult result) {
        return result instanceof Failed(var failure)
                && (failure instanceof StepFailure.DeadlinePassed
                        || failure instanceof StepFailure.Overloaded
                        || failure instanceof StepFailure.OutOfMemory
                        || failure instanceof StepFailure.Cancelled);
    }

    boolean isHard(int member) {
        return members.get(member).hard();
    }

    /** True when a member's result keeps the others' from counting, unless that of a member before it does. */
    boolean isDecisive(int member, StepResult result) {
        return isHard(member) && !(result instanceof Answered answered && HttpStatus.isSuccess(answered.status()));
    }

    private StepResult merge(List<StepResult> results, BodyRoom room) {
        if (results.isEmpty()) {
            return new Answered(HttpStatus.OK, NO_MEMBERS);
        }
        var values = results.stream().map(EnsembleAnswer::value).toList();
        long size = 1;
        for (var i = 0; i < values.size(); i++) {
            size += members.get(i).opening().size() + values.get(i).size();
        }
        long counted = BodyRoom.counted(size);
        if (size > LARGEST || !room.tryTake(counted)) {
            return new Failed(new StepFailure.OutOfMemory("node `%s`".formatted(node)));
        }
        var merged = Payload.json(splice(values, (int) size)).countedBy(room, counted);
        return new Answered(HttpStatus.OK, merged);
    }

    private byte[] splice(List<Value> values, int size) {
        var answer = new JsonBuffer(size);
        for (var i = 0; i < values.size(); i++) {
            answer.append(members.get(i).opening().dangerouslySharedBytes());
            var bytes = values.get(i).bytes().dangerouslySharedBytes();
            if (values.get(i).quoted()) {
                answer.appendQuoted(bytes, 0, bytes.length);
            } else {
                answer.append(bytes);
            }
        }
        return answer.append('}').toFullArray();
    }

    /** A member's value, JSON in any case: what is not JSON becomes a string, a failure KServe's error object. */
    private static Value value(StepResult result) {
        if (result instanceof Answered(var _, var body, var _) && body.isJson()) {
            return new Value(body, false); // before the switch, for the sake of the first answer (ADR 2)
        }
        return switch (result) {
            case Answered answered -> new Value(answered.body(), true);
            case Failed(var failure) -> new Value(FailureAnswer.body(failure), false);
        };
    }
}

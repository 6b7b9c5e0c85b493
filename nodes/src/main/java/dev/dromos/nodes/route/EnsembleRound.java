package dev.dromos.nodes.route;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Cancellation;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.ensemble.EnsembleAnswer;
import dev.dromos.nodes.ensemble.Gathering;
import dev.dromos.nodes.logging.LogKeys;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request through one Ensemble: collects the members' results until they decide the answer, then cancels what still runs.
 * Members may arrive on different threads; exactly one of them decides.
 *
 * <pre>
 *   collecting --arrived(last member)---------> decided: merged
 *   collecting --arrived(fault of ours)-------> decided: failed; the others are cancelled
 *   collecting --arrived(failed Hard member)--> decided: that answer; the others are cancelled and what they bring is dropped
 * </pre>
 */
final class EnsembleRound {
    private static final Logger LOG = LoggerFactory.getLogger(EnsembleRound.class);

    private final Exchange exchange;
    private final AsyncCallback callback;
    private final Gathering gathering;
    private final Payload input;
    private final RequestContext request;
    private final Cancellation members = new Cancellation();
    private final Cancellation.Registration registration;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean decided;

    private EnsembleRound(Exchange exchange, AsyncCallback callback, EnsembleAnswer answer) {
        this.exchange = exchange;
        this.callback = callback;
        this.input = GraphExchange.body(exchange);
        input.keep(); // each member has it
        var whole = GraphExchange.request(exchange);
        this.gathering = answer.gather(whole.room());
        this.request = whole.with(members);
        this.registration = whole.cancellation().attach(members);
    }

    static EnsembleRound begin(Exchange exchange, AsyncCallback callback, EnsembleAnswer answer) {
        return new EnsembleRound(exchange, callback, answer);
    }

    boolean isDecided() {
        return decided;
    }

    /** An exchange of its own for one member: what it does to body and properties stays its own. */
    Exchange branch() {
        return GraphExchange.enter(exchange.getContext(), input, request);
    }

    void arrived(int member, StepResult result) {
        gather(member, result).ifPresent(this::decide);
    }

    private Optional<StepResult> gather(int member, StepResult result) {
        lock.lock();
        try {
            if (decided) {
                result.letGo();
                return Optional.empty();
            }
            var verdict = gathering.add(member, result);
            decided = verdict.isPresent();
            return verdict;
        } catch (RuntimeException e) {
            // Whatever it is (a member that came twice, say), whoever waits must get an answer.
            decided = true;
            LOG.atError().setCause(e).addKeyValue(LogKeys.REQUEST, request.id()).log("ensemble cannot be answered");
            return Optional.of(new StepResult.Failed(new StepFailure.Internal()));
        } finally {
            lock.unlock();
        }
    }

    private void decide(StepResult verdict) {
        registration.remove();
        members.cancel();
        GraphExchange.write(exchange, verdict);
        callback.done(false);
    }
}

package dev.dromos.nodes.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.Node.Ensemble;
import dev.dromos.graph.Node.Member;
import dev.dromos.graph.Step;
import dev.dromos.graph.Step.Dependency;
import dev.dromos.graph.Target;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Cancellation;
import dev.dromos.nodes.call.Deadline;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepRef;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.ensemble.EnsembleAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.Test;

class EnsembleFanOutTest {
    private static final StepFailure LATE =
            new StepFailure.DeadlinePassed(new StepRef("root", 0, ""), Duration.ofSeconds(1));

    private final List<StepResult> results = new ArrayList<>();

    /** What a member does with an exchange. */
    @FunctionalInterface
    private interface Behaviour {
        void accept(Exchange exchange, AsyncCallback callback);
    }

    @Test
    void aFaultOfOursDecidesOnceAndCancelsTheOthers() throws Exception {
        var waiting = new ArrayList<RequestContext>();
        // A member that answers twice stands for any fault of ours.
        Behaviour faulty = (_, callback) -> {
            callback.done(false);
            callback.done(false);
            callback.done(false);
        };

        run((exchange, _) -> waiting.add(GraphExchange.request(exchange)), faulty);

        assertThat(results).containsExactly(new StepResult.Failed(new StepFailure.Internal()));
        assertThat(waiting)
                .singleElement()
                .matches(request -> request.cancellation().isCancelled());
    }

    @Test
    void whatComesAfterTheAnswerIsDropped() throws Exception {
        Behaviour failing = (exchange, callback) -> {
            GraphExchange.fail(exchange, LATE);
            callback.done(false);
            callback.done(false);
        };

        run(failing);

        assertThat(results).containsExactly(new StepResult.Failed(LATE));
    }

    private void run(Behaviour... members) throws Exception {
        var soft = new Step("", new Target.NodeRef("n"), Dependency.SOFT);
        var node = new Ensemble(
                "root",
                IntStream.range(0, members.length)
                        .mapToObj(i -> new Member("m" + i, soft))
                        .toList());
        var fanOut = new EnsembleFanOut(EnsembleAnswer.of(node));
        Stream.of(members).forEach(member -> fanOut.addProcessor(processor(member)));
        try (var camel = new DefaultCamelContext()) {
            var request = new RequestContext(
                    "test", List.of(), Deadline.in(Duration.ofSeconds(30), System::nanoTime), new Cancellation());
            var exchange = GraphExchange.enter(camel, Payload.EMPTY, request);
            fanOut.process(exchange, _ -> results.add(GraphExchange.result(exchange)));
        }
    }

    private static AsyncProcessorSupport processor(Behaviour action) {
        return new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                action.accept(exchange, callback);
                return false;
            }
        };
    }
}

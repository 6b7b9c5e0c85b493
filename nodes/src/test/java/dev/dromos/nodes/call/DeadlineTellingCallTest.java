package dev.dromos.nodes.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.testing.VirtualTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DeadlineTellingCallTest {
    private static final Duration GRAPH = Duration.ofSeconds(10);

    private final VirtualTime time = new VirtualTime();

    @Test
    void theStepsOwnLimitIsToldWhereItIsShorterThanTheGraphs() {
        assertThat(told(Duration.ofMillis(300), Duration.ZERO))
                .containsExactly(new Header("X-Request-Timeout", "300ms"));
    }

    @Test
    void whatIsLeftOfTheGraphsIsToldWhereThatIsShorter() {
        assertThat(told(Duration.ofSeconds(30), Duration.ofSeconds(4)))
                .containsExactly(new Header("X-Request-Timeout", "6000ms"));
        assertThat(told(Duration.ofSeconds(3), Duration.ofMillis(9_500)))
                .containsExactly(new Header("X-Request-Timeout", "500ms"));
    }

    @Test
    void withoutALimitOfItsOwnTheGraphsIsTold() {
        assertThat(told(Duration.ZERO, Duration.ofSeconds(1)))
                .containsExactly(new Header("X-Request-Timeout", "9000ms"));
    }

    @Test
    void noTimeIsNeverToldAsNoLimit() {
        assertThat(told(Duration.ZERO, GRAPH)).containsExactly(new Header("X-Request-Timeout", "1ms"));
    }

    @Test
    void theClientsOwnWordIsReplacedAndTheRestStays() {
        var mine = new Header("X-Mine", "1");

        assertThat(told(
                        Duration.ofMillis(300),
                        Duration.ZERO,
                        new Header("x-request-timeout", "1h"),
                        mine,
                        new Header("Grpc-Timeout", "1H")))
                .containsExactly(mine, new Header("X-Request-Timeout", "300ms"));
    }

    @Test
    void isNotThereWhereNobodyIsTold() {
        var inner = new UnusableUrlCall(Calls.STEP);

        assertThat(DeadlineTellingCall.around(inner, GRAPH, false)).isSameAs(inner);
    }

    /** The headers that the inner call gets when so much of the graph's time has passed. */
    private List<Header> told(Duration limit, Duration passed, Header... headers) {
        var deadline = Deadline.in(GRAPH, time::nanos);
        time.pass(passed);
        var seen = new AtomicReference<>(List.<Header>of());
        Call inner = request -> {
            seen.set(request.context().headers());
            return Future.succeededFuture(new StepResult.Answered(200, request.body()));
        };

        var context = new RequestContext("test", List.of(headers), deadline, new Cancellation());
        var _ = DeadlineTellingCall.around(inner, limit, true).call(new StepRequest(Calls.payload("{}"), context));

        return seen.get();
    }
}

package dev.dromos.nodes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.Cancellation;
import dev.dromos.nodes.call.Deadline;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepRequest;
import dev.dromos.nodes.call.StepResult;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** With an endpoint of ours in the place of a node's route. */
class NodeCallTest {
    private final NodeCall call = new NodeCall("predictor:next");

    @Test
    void startsAndStopsWithTheRoutes() throws Exception {
        try (var camel = withEndpoint()) {
            camel.getRegistry().bind("part", call);
            assertThat(call.isStarted()).isFalse();

            camel.start();

            assertThat(call.isStarted()).isTrue();
            assertThat(call.call(request()).result()).isEqualTo(answer());
            camel.stop();
            assertThat(call.isStopped()).isTrue();
        }
    }

    @Test
    void isStartedAtOnceWhereTheRoutesAre() throws Exception {
        try (var camel = withEndpoint()) {
            camel.start();

            camel.getRegistry().bind("part", call);

            assertThat(call.call(request()).result()).isEqualTo(answer());
        }
    }

    @Test
    void saysWhatIsMissingWhenItIsCalledTooEarly() {
        assertThatThrownBy(() -> call.call(request()))
                .hasMessage("NodeCall[entry=predictor:next] is called once its Camel context is started");
    }

    private static DefaultCamelContext withEndpoint() {
        Call echo = request -> Future.succeededFuture(new StepResult.Answered(200, request.body()));
        var camel = new DefaultCamelContext();
        camel.getRegistry().bind("predictor:next", echo);
        return camel;
    }

    private static StepResult answer() {
        return new StepResult.Answered(200, request().body());
    }

    private static StepRequest request() {
        var context = new RequestContext(
                "test", List.of(), Deadline.in(Duration.ofMinutes(1), System::nanoTime), new Cancellation());
        return new StepRequest(Payload.json("{}".getBytes(StandardCharsets.UTF_8)), context);
    }
}

package dev.dromos.nodes.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.testing.FakeModelServer;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class PredictorComponentTest {

    @Test
    void aContextThatIsStartedAgainCallsAgain() throws Exception {
        try (var server = FakeModelServer.answering(200, "{}");
                var camel = new DefaultCamelContext()) {
            var component = new PredictorComponent();
            for (int start = 0; start < 2; start++) {
                camel.addComponent("predictor", component);
                camel.start();

                assertThat(answer(camel, "predictor:model?url=" + server.url())).isEqualTo("{}");

                camel.stop();
            }
        }
    }

    @Test
    void allThreadsGetTheSameClient() throws Exception {
        var component = new PredictorComponent();
        var together = new CyclicBarrier(8);
        Callable<Object> asking = () -> {
            together.await();
            return component.client();
        };

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients =
                    threads.invokeAll(Stream.generate(() -> asking).limit(8).toList());

            assertThat(clients).extracting(Future::resultNow).containsOnly(component.client());
        } finally {
            component.shutdown();
        }
    }

    private static String answer(DefaultCamelContext camel, String uri) throws Exception {
        try (var template = camel.createProducerTemplate()) {
            var exchange = template.request(uri, input -> input.getIn().setBody("{}"));
            return GraphExchange.body(exchange).toString();
        }
    }
}

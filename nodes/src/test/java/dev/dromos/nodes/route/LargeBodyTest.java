package dev.dromos.nodes.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.testing.FakeModelServer;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LargeBodyTest {

    @ParameterizedTest(name = "D8 {0} bytes")
    @DisplayName("D8 behind a large answer a route goes on on a worker")
    @CsvSource({"1000,false", "262143,false", "262144,true"})
    void routeGoesOnOnAWorkerBehindALargeAnswer(int bytes, boolean worker) throws Exception {
        var onWorker = new CompletableFuture<Boolean>();
        try (var server = FakeModelServer.answering(200, "x".repeat(bytes));
                var camel = new DefaultCamelContext()) {
            camel.start();
            var producer = camel.getEndpoint("predictor:m?url=" + server.url()).createAsyncProducer();
            producer.start();
            var exchange = producer.getEndpoint().createExchange();
            exchange.getIn().setBody("{}");

            producer.process(exchange, _ -> onWorker.complete(Context.isOnWorkerThread()));

            assertThat(onWorker.get(10, TimeUnit.SECONDS)).isEqualTo(worker);
            assertThat(GraphExchange.body(exchange).size()).isEqualTo(bytes);
        }
    }

    @Test
    @DisplayName("D8 what a worker has done comes back to the event loop that gave it away")
    void promiseThatAWorkerKeepsCompletesOnTheEventLoopItWasMadeOn() throws Exception {
        var vertx = Vertx.vertx();
        try {
            var threads = Promise.<String>promise();
            vertx.runOnContext(_ -> {
                var loop = Thread.currentThread();
                var kept = LargeBody.<Thread>promiseHere();
                LargeBody.awayFromEventLoop(() -> kept.complete(Thread.currentThread()));
                kept.future()
                        .onSuccess(worker -> threads.complete("%b %b"
                                .formatted(
                                        worker.equals(loop),
                                        Thread.currentThread().equals(loop))));
            });

            assertThat(threads.future().await()).isEqualTo("false true");
        } finally {
            vertx.close().await();
        }
    }
}

package dev.dromos.nodes.call;

import static dev.dromos.nodes.call.Calls.STEP;
import static dev.dromos.nodes.call.Calls.await;
import static dev.dromos.nodes.call.Calls.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.call.StepFailure.Refused;
import dev.dromos.nodes.testing.FakeModelServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A name server that says nothing (fault A4), seen from one event loop. */
final class NameResolutionTest {

    @Test
    void aSilentNameServerHoldsUpNoOtherCall() throws Exception {
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var server = FakeModelServer.answering(200, "{}")) {
            var vertx = oneLoop(silent.getLocalPort());
            var client = PredictorClient.create(vertx, ClientSettings.DEFAULT);
            var named = client.call(STEP, URI.create("http://model.test/"), Duration.ZERO);
            var addressed = client.call(STEP, server.url(), Duration.ZERO);
            try {
                Future<StepResult> unresolved = Future.future(promise ->
                        vertx.runOnContext(now -> named.call(request("{}")).onComplete(promise)));

                var answer = await(addressed.call(request("{}")));

                assertThat(answer).isInstanceOf(StepResult.Answered.class);
                assertThat(unresolved.isComplete()).isFalse();
                assertThat(await(unresolved)).isEqualTo(new StepResult.Failed(new Refused(STEP, Refused.Phase.DNS)));
            } finally {
                vertx.close().await();
            }
        }
    }

    private static Vertx oneLoop(int nameServer) {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setAddressResolverOptions(new AddressResolverOptions()
                        .addServer("127.0.0.1:" + nameServer)
                        .setQueryTimeout(1_000)
                        .setMaxQueries(1)));
    }
}

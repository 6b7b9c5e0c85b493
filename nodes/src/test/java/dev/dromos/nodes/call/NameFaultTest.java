package dev.dromos.nodes.call;

import static dev.dromos.nodes.call.Calls.STEP;
import static dev.dromos.nodes.call.Calls.await;
import static dev.dromos.nodes.call.Calls.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.call.StepFailure.Refused;
import dev.dromos.nodes.call.StepResult.Answered;
import dev.dromos.nodes.call.StepResult.Failed;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import dev.dromos.nodes.testing.FakeNameServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Faults A3 to A5: names that do not resolve, not in time, or to another address than before. */
final class NameFaultTest {
    private static final Failed NOT_FOUND = new Failed(new Refused(STEP, Refused.Phase.DNS));

    @Test
    @DisplayName("A3 an unknown name fails, and is found as soon as it is known")
    void anUnknownName() {
        var known = new AtomicReference<>(Optional.<InetAddress>empty());
        try (var server = FakeModelServer.answering(200, "{}");
                var names = FakeNameServer.running(_ -> known.get())) {
            var vertx = EgressCallTest.asking(names);
            try {
                var call = call(vertx, ClientSettings.DEFAULT, server.port());
                assertThat(await(call.call(request("{}")))).isEqualTo(NOT_FOUND);
                known.set(Optional.of(InetAddress.getLoopbackAddress()));

                assertThat(await(call.call(request("{}")))).isInstanceOf(Answered.class);
            } finally {
                vertx.close().await();
            }
        }
    }

    @Test
    @DisplayName("A4 a name server that says nothing costs a call no more than a server that does not connect")
    void aSilentNameServer() throws Exception {
        var limit = Duration.ofMillis(200);
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var vertx = Vertx.vertx(new VertxOptions()
                    .setAddressResolverOptions(new AddressResolverOptions()
                            .addServer("127.0.0.1:" + silent.getLocalPort())
                            .setQueryTimeout(10_000)));
            try {
                var timing = new ClientSettings.Timing(limit, Duration.ofSeconds(1), Duration.ofSeconds(1));
                var call = call(vertx, ClientSettings.DEFAULT.withTiming(timing), 80);
                var start = System.nanoTime();

                assertThat(await(call.call(request("{}")))).isEqualTo(NOT_FOUND);

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit.plusSeconds(5));
            } finally {
                vertx.close().await();
            }
        }
    }

    @Test
    @DisplayName("A5 when a server has moved, the next connection goes to its new address")
    void aServerThatHasMoved() throws Exception {
        var address = new AtomicReference<>(InetAddress.ofLiteral("127.0.0.1"));
        var closing = Answer.of(200, List.of("Connection: close"), new byte[0]).thenClose();
        try (var old = FakeModelServer.running(_ -> closing);
                var moved = FakeModelServer.on(listener("127.0.0.2", old.port()), "http", _ -> closing);
                var names = FakeNameServer.running(_ -> Optional.of(address.get()))) {
            var vertx = EgressCallTest.asking(names);
            try {
                var call = call(vertx, ClientSettings.DEFAULT, old.port());
                assertThat(await(call.call(request("1")))).isInstanceOf(Answered.class);
                address.set(InetAddress.ofLiteral("127.0.0.2"));

                assertThat(await(call.call(request("2")))).isInstanceOf(Answered.class);

                assertThat(old.onlyRequest().body()).hasToString("1");
                assertThat(moved.onlyRequest().body()).hasToString("2");
            } finally {
                vertx.close().await();
            }
        }
    }

    private static Call call(Vertx vertx, ClientSettings settings, int port) {
        return PredictorClient.create(vertx, settings)
                .call(STEP, URI.create("http://model.test:%d/".formatted(port)), Duration.ZERO);
    }

    private static ServerSocket listener(String address, int port) throws Exception {
        var listener = new ServerSocket();
        listener.bind(new InetSocketAddress(address, port));
        return listener;
    }
}

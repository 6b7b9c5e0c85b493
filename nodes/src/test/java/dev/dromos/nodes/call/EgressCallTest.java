package dev.dromos.nodes.call;

import static dev.dromos.nodes.call.Calls.STEP;
import static dev.dromos.nodes.call.Calls.await;
import static dev.dromos.nodes.call.Calls.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.StepFailure.Refused;
import dev.dromos.nodes.call.StepResult.Answered;
import dev.dromos.nodes.call.StepResult.Failed;
import dev.dromos.nodes.egress.Egress;
import dev.dromos.nodes.proxy.ProxyRules;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import dev.dromos.nodes.testing.FakeNameServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T2: the address that is dialled is the one that was judged. */
final class EgressCallTest {
    private static final Failed REFUSED = new Failed(new Refused(STEP, Refused.Phase.EGRESS));
    private static final Egress CLUSTER = new Egress.Cluster(Set.of());

    @RegisterExtension
    final Calls calls = new Calls();

    @ParameterizedTest
    @DisplayName("T2 no way of writing loopback gets through to it")
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "http://localhost:%d/",
                "http://localhost.:%d/",
                "http://LOCALHOST:%d/",
                "http://x.localhost:%d/",
                "http://[::1]:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "http://[::ffff:7f00:1]:%d/",
                "http://[0:0:0:0:0:0:0:1]:%d/",
                "http://0.0.0.0:%d/",
                "http://[::]:%d/",
                "http://127.000.000.001:%d/",
                "http://models@127.0.0.1:%d/",
                "http://models:80@127.0.0.1:%d/"
            })
    void loopbackIsOutOfReach(String url) {
        calls.use(ClientSettings.DEFAULT.withEgress(CLUSTER));
        try (var server = FakeModelServer.answering(200, "{}")) {
            var result = calls.post(URI.create(url.formatted(server.port())));

            assertThat(result).isInstanceOf(Failed.class);
            assertThat(server.connectionsOpened()).isZero();
        }
    }

    @ParameterizedTest
    @DisplayName("T2 an odd way of writing a number reaches nothing")
    @ValueSource(strings = {"0x7f.1", "0x7f000001", "2130706433", "017700000001", "0177.0.0.1", "127.1", "127.0.1"})
    void oddNumbersReachNothing(String host) {
        calls.use(ClientSettings.DEFAULT.withEgress(CLUSTER));
        try (var server = FakeModelServer.answering(200, "{}")) {
            var result = calls.post(URI.create("http://%s:%d/".formatted(host, server.port())));

            assertThat(result).isInstanceOf(Failed.class);
            assertThat(server.connectionsOpened()).isZero();
        }
    }

    @Test
    @DisplayName("T2 metadata services are out of reach by default, loopback is not")
    void metadataIsOutOfReachByDefault() {
        try (var server = FakeModelServer.answering(200, "{}")) {
            assertThat(calls.post(URI.create("http://169.254.169.254/latest"))).isEqualTo(REFUSED);
            assertThat(calls.post(URI.create("http://metadata.google.internal/")))
                    .isEqualTo(REFUSED);
            assertThat(calls.post(URI.create("http://[fe80::1]/"))).isEqualTo(REFUSED);
            assertThat(calls.post(server.url())).isInstanceOf(Answered.class);
        }
    }

    @Test
    @DisplayName("T2 a name whose address flips between two lookups never reaches the one that is refused")
    void aNameThatFlipsGainsNothing() throws Exception {
        var lookups = new AtomicInteger();
        var allowed = InetAddress.ofLiteral("127.0.0.2");
        var refused = InetAddress.ofLiteral("127.0.0.1");
        try (var server = FakeModelServer.running(_ -> Answer.of(200, List.of("Connection: close"), new byte[0])
                        .thenClose());
                var names = FakeNameServer.running(
                        _ -> Optional.of(lookups.getAndIncrement() % 2 == 0 ? allowed : refused))) {
            // The server listens at 127.0.0.1 only: whatever gets through got to the address that is refused.
            var only = Egress.parse("127.0.0.2/32", Set.of()).orElseThrow();
            var vertx = asking(names);
            try {
                var client = PredictorClient.create(vertx, ClientSettings.DEFAULT.withEgress(only));
                var call =
                        client.call(STEP, URI.create("http://flip.test:%d/".formatted(server.port())), Duration.ZERO);
                var results = IntStream.range(0, 10)
                        .mapToObj(_ -> await(call.call(request("{}"))))
                        .toList();

                assertThat(results).contains(REFUSED).doesNotContain(new Answered(200, Payload.EMPTY));
                assertThat(names.asked()).hasSize(10);
                assertThat(server.connectionsOpened()).isZero();
            } finally {
                vertx.close().await();
            }
        }
    }

    @Test
    @DisplayName("T2 through a proxy, only what is written can be judged, and is")
    void aProxyIsNotAskedForWhatIsRefused() {
        try (var proxy = FakeModelServer.answering(200, "{}")) {
            var proxies = new ProxyRules("http://127.0.0.1:" + proxy.port(), "", List.of());
            calls.use(ClientSettings.DEFAULT.withProxies(proxies).withEgress(CLUSTER));

            assertThat(calls.post(URI.create("http://models.test/"))).isInstanceOf(Answered.class);
            assertThat(calls.post(URI.create("http://0x7f.1/"))).isEqualTo(REFUSED);
            assertThat(calls.post(URI.create("http://169.254.169.254/"))).isEqualTo(REFUSED);
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    static Vertx asking(FakeNameServer names) {
        return Vertx.vertx(new VertxOptions()
                .setAddressResolverOptions(new AddressResolverOptions()
                        .addServer(names.address())
                        .setSearchDomains(List.of())
                        .setQueryTimeout(1_000)));
    }
}

package dev.dromos.router.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.testing.FakeNameServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Names of steps' servers, as the router's own settings have them resolved. */
final class EdgesTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final InetAddress BEFORE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress AFTER = InetAddress.ofLiteral("127.0.0.2");

    @Test
    @DisplayName("A3 that a name is unknown is forgotten after a second")
    void anUnknownName() throws Exception {
        var known = new AtomicReference<>(Optional.<InetAddress>empty());
        try (var names = FakeNameServer.keptFor(3600, _ -> known.get())) {
            var vertx = asking(names, Edges.resolving());
            assertThat(resolve(vertx)).isEmpty();

            known.set(Optional.of(AFTER));

            await().atMost(SOON).until(() -> resolve(vertx).equals(Optional.of(AFTER)));
            vertx.close().await();
        }
        assertThat(Edges.resolving().getCacheNegativeTimeToLive()).isEqualTo(1);
    }

    @Test
    @DisplayName("A5 an address is kept no longer than 5 s, however long its name server allows")
    void aServerThatHasMoved() throws Exception {
        var address = new AtomicReference<>(BEFORE);
        try (var names = FakeNameServer.keptFor(3600, _ -> Optional.of(address.get()))) {
            var vertx = asking(names, Edges.resolving().setCacheMaxTimeToLive(1));
            assertThat(resolve(vertx)).contains(BEFORE);
            address.set(AFTER);

            await().atMost(SOON).until(() -> resolve(vertx).equals(Optional.of(AFTER)));
            vertx.close().await();
        }
        assertThat(Edges.resolving().getCacheMaxTimeToLive()).isEqualTo(5);
    }

    private static Vertx asking(FakeNameServer names, AddressResolverOptions options) {
        return Vertx.vertx(new VertxOptions()
                .setAddressResolverOptions(options.addServer(names.address()).setSearchDomains(List.of())));
    }

    private static Optional<InetAddress> resolve(Vertx vertx) throws Exception {
        return ((VertxInternal) vertx)
                .nameResolver()
                .resolve("model.test")
                .map(Optional::of)
                .otherwise(Optional.empty())
                .await(SOON.toSeconds(), TimeUnit.SECONDS);
    }
}

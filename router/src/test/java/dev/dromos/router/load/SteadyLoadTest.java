package dev.dromos.router.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.contract.Wire;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 64 clients on each type of node, for {@code -Ddromos.load.seconds} in all, 2 by default. */
final class SteadyLoadTest {
    private static final int CLIENTS = 64;
    private static final int TYPES = 4;
    private static final Duration SHARE =
            Duration.ofSeconds(Long.getLong("dromos.load.seconds", 2)).dividedBy(TYPES);

    /** What a JVM may keep after one run and not after another; a leak of 100 bytes a request is far above it in a minute. */
    private static final long ALLOWED_GROWTH_BYTES = 8L * 1024 * 1024;

    @RegisterExtension
    final TestBed bed = new TestBed();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Sequence | {\"a\":1}",
                "Switch | {\"a\":1}",
                "Splitter | {\"a\":1}",
                "Ensemble | {\"one\":{\"a\":1},\"two\":{\"a\":1}}"
            })
    void answersWithoutErrorOrGrowth(String type, String answer) throws Exception {
        try (var one = new TirelessServer("{\"a\":1}");
                var two = new TirelessServer("{\"a\":1}")) {
            bed.serve("""
                    nodes:
                      root:
                        routerType: %s
                        steps:
                        - {name: one, serviceUrl: "%s", weight: 50, condition: %s}
                        - {name: two, serviceUrl: "%s", weight: 50, condition: b, data: $response}
                    """.formatted(type, one.url(), type.equals("Sequence") ? "null" : "a", two.url())
                    .replace("condition: b", type.equals("Sequence") ? "condition: a" : "condition: b"));

            load(SHARE.dividedBy(2), answer);
            var before = Heap.bytesInUse();
            load(SHARE.dividedBy(2), answer);
            var after = Heap.bytesInUse();

            assertThat(after - before).isLessThan(ALLOWED_GROWTH_BYTES);
            assertThat(one.mostConnectionsOpen())
                    .isBetween(1, ClientSettings.DEFAULT.pool().connections());
            assertThat(two.mostConnectionsOpen())
                    .isLessThanOrEqualTo(ClientSettings.DEFAULT.pool().connections());
        }
    }

    private void load(Duration time, String answer) throws Exception {
        var end = System.nanoTime() + time.toNanos();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = IntStream.range(0, CLIENTS)
                    .<Future<?>>mapToObj(_ -> clients.submit(client(end, answer)))
                    .toList();
            for (var run : runs) {
                run.get();
            }
        }
    }

    private Callable<Long> client(long end, String answer) {
        return () -> {
            long requests = 0;
            try (var wire = Wire.to(bed.port())) {
                do {
                    var reply = wire.ask(Request.post("{\"a\":[1,2,3]}"));
                    if (reply.status() != 200 || !reply.body().toString().equals(answer)) {
                        throw new AssertionError("expected 200 and %s, found %s".formatted(answer, reply));
                    }
                    requests++;
                } while (System.nanoTime() < end);
            }
            return requests;
        };
    }
}

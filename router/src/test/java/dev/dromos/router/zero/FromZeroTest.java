package dev.dromos.router.zero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.router.contract.Reply;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.RouterProcess;
import dev.dromos.router.contract.Wire;
import dev.dromos.router.faults.Prober;
import dev.dromos.router.zero.ColdModel.ColdStarts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A router process and its steps, each behind an activator, scaled to zero and back. */
final class FromZeroTest {
    private static final int STEPS = 4;
    private static final Duration COLD_START = Duration.ofMillis(300);

    private final List<ColdModel> models = new ArrayList<>();
    private final List<Activator> steps = new ArrayList<>();

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void stop() throws IOException {
        for (var step : steps) {
            step.close();
        }
        models.forEach(ColdModel::close);
    }

    @Test
    void aColdChainStartsAllAtOnceAndAgainWhenItHasGoneToZero() throws Exception {
        var starts = new ColdStarts(STEPS, COLD_START); // none of them comes up before all have been asked for
        try (var router = new ScaledRouter(directory, chain(starts), "--wake", "all", "--quiet-period", "0s");
                var front = Activator.of(router)) {
            for (int time = 1; time <= 2; time++) {
                ask(front).is(200, "{\"step\":3}");

                assertThat(starts.mostAtOnce()).isEqualTo(STEPS);
                for (int i = 0; i < STEPS; i++) {
                    assertThat(steps.get(i).starts()).isEqualTo(time);
                    int step = i;
                    await().untilAsserted(
                                    () -> assertThat(models.get(step).asked()).isEqualTo(oneRequestTo(step)));
                }
                await().until(() -> front.connections() == 0);
                scaleToZero(front);
                assertThat(router.processes().getLast().exitCode()).isZero();
            }
            assertThat(front.starts()).isEqualTo(2);
        }
    }

    @Test
    void withoutWakesAStepStartsWhenTheOneBeforeHasAnswered() throws Exception {
        var starts = new ColdStarts(1, COLD_START);
        try (var router = new ScaledRouter(directory, chain(starts));
                var front = Activator.of(router)) {
            ask(front).is(200, "{\"step\":3}");

            assertThat(starts.mostAtOnce()).isEqualTo(1);
            for (int i = 0; i < STEPS; i++) {
                assertThat(models.get(i).asked()).containsExactly("POST /v1/models/m%d:predict".formatted(i));
            }
        }
    }

    @Test
    void nothingIsLostWhenTheRouterGoesToZeroAndComesBack() throws Exception {
        var starts = new ColdStarts(1, Duration.ZERO);
        try (var router = new ScaledRouter(directory, chain(starts), "--wake", "all");
                var front = Activator.of(router);
                var prober = Prober.start(
                        front.port(), reply -> reply.body().toString().equals("{\"step\":3}"))) {
            await().until(() -> prober.answers() > 100);
            var first = router.processes().getFirst();
            front.scaleToZero();
            assertThat(first.exitCode()).isZero();
            int before = prober.answers();
            await().until(() -> prober.answers() > before + 100);
            prober.stop();

            assertThat(prober.failures()).isEmpty();
            assertThat(front.starts()).isEqualTo(2);
            assertThat(router.processes()).noneMatch(FromZeroTest::hasErrorLine);
        }
    }

    private void scaleToZero(Activator front) {
        front.scaleToZero();
        steps.forEach(Activator::scaleToZero);
        models.forEach(ColdModel::forget);
    }

    private static Reply ask(Activator front) throws IOException {
        try (var wire = Wire.to(front.port())) {
            return wire.ask(Request.post("{}"));
        }
    }

    /** The first is called at once, so that nothing more is needed to start it. */
    private static List<String> oneRequestTo(int step) {
        var call = "POST /v1/models/m%d:predict".formatted(step);
        return step == 0 ? List.of(call) : List.of("GET /v1/models/m%d".formatted(step), call);
    }

    /** A Sequence of steps that are at zero. */
    private String chain(ColdStarts starts) throws IOException {
        for (int i = 0; i < STEPS; i++) {
            models.add(new ColdModel("{\"step\":%d}".formatted(i), starts));
            steps.add(Activator.of(models.getLast()));
        }
        return IntStream.range(0, STEPS)
                .mapToObj(i -> "{\"serviceUrl\":\"http://127.0.0.1:%d/v1/models/m%d:predict\"}"
                        .formatted(steps.get(i).port(), i))
                .collect(Collectors.joining(
                        ",", "{\"nodes\":{\"root\":{\"routerType\":\"Sequence\",\"steps\":[", "]}}}"));
    }

    private static boolean hasErrorLine(RouterProcess process) {
        try {
            return process.err().contains("\"level\":\"ERROR\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

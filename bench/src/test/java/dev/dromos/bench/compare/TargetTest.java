package dev.dromos.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.bench.load.Load;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class TargetTest {
    private static final long REQUESTS = 1_000;
    private static final Cell CELL = new Cell(GraphCase.ONE_STEP, 100, 64);

    @Test
    void aRatioIsJudgedByItsMedianRound() {
        var result = cell(row(Contestant.DROMOS, 1, 11, 11, 30), row(Contestant.RELAY, 1, 10, 10, 10));

        assertThat(Target.judge(List.of(result)))
                .map(Target.Verdict::toString)
                .containsExactly(
                        "Sequence, 1 step: CPU is 1.10 × relay's, target ≤ 1.15",
                        "Sequence, 1 step: requests/s is 1.00 × relay's, target ≥ 0.90",
                        "Sequence, 1 step: p99 is 1.00 × relay's, target ≤ 1.20");
    }

    @Test
    void slackIsHowMuchWorseThanItsTargetARatioMayBe() {
        var cpu = Target.judge(List.of(cell(row(Contestant.DROMOS, 1, 17), row(Contestant.RELAY, 1, 10))))
                .getFirst();

        assertThat(cpu.isMet(1)).isFalse();
        assertThat(cpu.isMet(1.4)).isFalse();
        assertThat(cpu.isMet(1.5)).isTrue();
        assertThat(cpu).hasToString("Sequence, 1 step: CPU is 1.70 × relay's, target ≤ 1.15 (missed)");
    }

    @Test
    void whoSkipsCallsMeetsNoTarget() {
        var result = cell(row(Contestant.DROMOS, 0, 5), row(Contestant.RELAY, 1, 10));

        assertThat(Target.judge(List.of(result))).noneMatch(verdict -> verdict.isMet(100));
        assertThat(Table.of(List.of(result)).lines().skip(2).findFirst())
                .get()
                .asString()
                .endsWith("| – | – | – |");
    }

    @Test
    void otherLoadsAreShownButNotJudged() {
        var result = new CellResult(
                new Cell(GraphCase.ONE_STEP, 100, 1),
                List.of(row(Contestant.DROMOS, 1, 50), row(Contestant.RELAY, 1, 10)));

        assertThat(Target.judge(List.of(result))).isEmpty();
    }

    private static CellResult cell(Row... rows) {
        return new CellResult(CELL, List.of(rows));
    }

    private static Row row(String name, long calls, double... cpuMicros) {
        var rounds = IntStream.range(0, cpuMicros.length)
                .mapToObj(i -> new Round(load(), cpuMicros[i], 0, calls * REQUESTS, 0, 80))
                .toList();
        return new Row(name, rounds, OptionalDouble.empty());
    }

    private static Load load() {
        var latencies = new Histogram(3);
        latencies.recordValueWithCount(1_000_000, REQUESTS);
        return new Load(1, latencies, 0);
    }
}

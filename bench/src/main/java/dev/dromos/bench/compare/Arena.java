package dev.dromos.bench.compare;

import dev.dromos.bench.load.ClosedLoop;
import dev.dromos.bench.load.JsonBody;
import dev.dromos.bench.peer.StepBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs cells: every contestant of a cell is up for the whole of it, and they take turns. */
final class Arena implements AutoCloseable {
    private final LineUp lineUp;
    private final Pace pace;
    private final Consumer<String> talk;
    private final StepBackend backend = StepBackend.start(GraphCase.MOST_TARGETS);
    private final ClosedLoop loop = new ClosedLoop();

    /** @param talk gets a line for each cell, so that nobody thinks that nothing happens, and what makes its figures doubtful */
    Arena(LineUp lineUp, Pace pace, Consumer<String> talk) throws InterruptedException {
        this.lineUp = lineUp;
        this.pace = pace;
        this.talk = talk;
    }

    CellResult run(Cell cell) throws Exception {
        talk.accept(cell.toString());
        var runners = start(cell);
        try {
            warmUp(cell, runners);
            var rows = new ArrayList<Row>();
            takeTurns(cell, runners);
            for (var runner : runners) {
                var allocated = runner.allocated(loop, backend, cell, pace.window());
                rows.add(new Row(runner.contestant().name(), runner.rounds(), allocated));
            }
            return new CellResult(cell, rows);
        } finally {
            for (var runner : runners) {
                runner.close();
            }
        }
    }

    private List<Runner> start(Cell cell) throws Exception {
        var runners = new ArrayList<Runner>();
        try {
            for (var contestant : lineUp.forGraph(cell.graph(), backend.urls(cell.bytes()))) {
                runners.add(Runner.start(contestant, JsonBody.request(cell.bytes())));
            }
            return runners;
        } catch (Exception e) {
            for (var runner : runners) {
                runner.close();
            }
            throw e;
        }
    }

    /**
     * Load until all are warm, in the rhythm of what counts: whoever waits for its turn closes its idle connections, and the first time a JVM
     * does, it compiles once more what it had compiled for load alone.
     */
    private void warmUp(Cell cell, List<Runner> runners) throws Exception {
        long turns = Math.max(1, pace.warmUp().dividedBy(pace.window().plus(Runner.RAMP)));
        for (int i = 0; i < turns && !runners.stream().allMatch(Runner::isWarm); i++) {
            for (var runner : inTurn(runners, i)) {
                runner.warm(loop, backend, cell.connections(), pace.window());
            }
        }
        runners.stream()
                .filter(runner -> !runner.isWarm())
                .forEach(runner -> talk.accept(
                        "%s is not warm yet".formatted(runner.contestant().name())));
    }

    private void takeTurns(Cell cell, List<Runner> runners) throws Exception {
        for (int i = 0; i < pace.rounds(); i++) {
            for (var runner : inTurn(runners, i)) {
                runner.round(loop, backend, cell.connections(), pace.window());
            }
        }
    }

    /** A B, B A, A B: what drifts over a minute, drifts for all. */
    private static List<Runner> inTurn(List<Runner> runners, int round) {
        return round % 2 == 0 ? runners : runners.reversed();
    }

    @Override
    public void close() throws IOException {
        loop.close();
        backend.close();
    }
}

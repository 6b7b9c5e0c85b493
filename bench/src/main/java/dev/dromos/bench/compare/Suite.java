package dev.dromos.bench.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Which cells are run, and at which pace. */
record Suite(List<Cell> cells, Pace pace) {
    private static final int SMALL = 100;
    private static final int MIDDLE = 10_000;
    private static final int LARGE = 1_000_000;
    private static final int CONNECTIONS = 64;
    private static final List<Integer> OTHER_CONNECTIONS = List.of(1, 16, 256);

    private static final Duration WARM_UP = Duration.ofMinutes(1);

    Suite {
        cells = List.copyOf(cells);
    }

    /** For every change: one small load on four graphs, in some three minutes. */
    static Suite quick() {
        var cells = GraphCase.ALL.stream()
                .filter(graph -> List.of(0, 2, 4, 6).contains(GraphCase.ALL.indexOf(graph)))
                .map(graph -> new Cell(graph, SMALL, CONNECTIONS))
                .toList();
        return new Suite(cells, new Pace(WARM_UP, 3, Duration.ofMillis(800)));
    }

    /** Every graph at one load, and the simplest at every load: some ten minutes. */
    static Suite usual() {
        var cells = new ArrayList<Cell>();
        GraphCase.ALL.forEach(graph -> cells.add(new Cell(graph, SMALL, CONNECTIONS)));
        OTHER_CONNECTIONS.forEach(connections -> cells.add(new Cell(GraphCase.ONE_STEP, SMALL, connections)));
        cells.add(new Cell(GraphCase.ONE_STEP, MIDDLE, CONNECTIONS));
        cells.add(new Cell(GraphCase.ONE_STEP, LARGE, CONNECTIONS));
        return new Suite(cells, new Pace(WARM_UP, 5, Duration.ofSeconds(1)));
    }

    /** Every graph at every load: more than an hour. */
    static Suite full() {
        var cells = new ArrayList<Cell>();
        for (var graph : GraphCase.ALL) {
            for (int bytes : List.of(SMALL, MIDDLE, LARGE)) {
                for (int connections : List.of(1, 16, CONNECTIONS, 256)) {
                    cells.add(new Cell(graph, bytes, connections));
                }
            }
        }
        return new Suite(cells, new Pace(WARM_UP, 5, Duration.ofSeconds(1)));
    }

    /** The cells whose text, as {@link Cell#toString} writes it, has this in it. */
    Suite only(String text) {
        return new Suite(
                cells.stream().filter(cell -> cell.toString().contains(text)).toList(), pace);
    }

    Suite at(Pace other) {
        return new Suite(cells, other);
    }
}

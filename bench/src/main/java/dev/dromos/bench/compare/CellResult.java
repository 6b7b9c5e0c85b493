package dev.dromos.bench.compare;

import java.util.List;
import java.util.Optional;

/** All contestants of one cell. */
record CellResult(Cell cell, List<Row> rows) {
    CellResult {
        rows = List.copyOf(rows);
    }

    Optional<Row> row(String contestant) {
        return rows.stream().filter(row -> row.contestant().equals(contestant)).findFirst();
    }

    boolean isSound(Row row) {
        return row.isSound(cell);
    }
}

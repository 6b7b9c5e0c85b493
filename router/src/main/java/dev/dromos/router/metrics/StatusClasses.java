package dev.dromos.router.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A count for each class of statuses, 2xx to 5xx. */
record StatusClasses(List<CounterDataPoint> counters) {
    private static final int FIRST = 2;
    private static final int LAST = 5;
    private static final int STATUSES = 100;

    /** The labels, in order. */
    static final List<String> LABELS =
            IntStream.rangeClosed(FIRST, LAST).mapToObj(first -> first + "xx").toList();

    StatusClasses {
        counters = List.copyOf(counters);
    }

    /** @param labelled the counter with a label for the class */
    static StatusClasses of(Function<String, CounterDataPoint> labelled) {
        return new StatusClasses(LABELS.stream().map(labelled).toList());
    }

    CounterDataPoint of(int status) {
        return counters.get(status / STATUSES - FIRST);
    }
}

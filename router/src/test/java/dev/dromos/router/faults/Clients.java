package dev.dromos.router.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** As many clients at the same time. */
final class Clients {
    private Clients() {}

    /** What each of them comes to; a fault of one fails the test. */
    static <T> List<T> all(int clients, Callable<T> client) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = IntStream.range(0, clients)
                    .mapToObj(_ -> threads.submit(client))
                    .toList();
            var results = new ArrayList<T>();
            for (var run : runs) {
                results.add(run.get());
            }
            return results;
        }
    }
}

package dev.dromos.bench.soak;

import java.util.Map;

/**
 * What a soak came to.
 *
 * @param examples of what was wrong or lost, of each kind one
 */
record SoakResult(
        long requests,
        double perSecond,
        int reloads,
        long wrong,
        long lost,
        Map<String, String> examples,
        Reading start,
        Reading end) {
    /** What a JVM may hold at one moment and not at another: code that is compiled late, a thread of a pool that has come or gone. */
    private static final long SPARE_HEAP_KIB = 6 * 1024;

    private static final long SPARE = 8;

    boolean isClean() {
        return wrong == 0 && lost == 0 && !keepsMore();
    }

    /** Whether it holds more at the end than it did at the start. */
    boolean keepsMore() {
        return end.leases() > 0
                || end.heapKib() - start.heapKib() >= SPARE_HEAP_KIB
                || end.descriptors() - start.descriptors() >= SPARE
                || end.threads() - start.threads() >= SPARE;
    }

    /** The same, looked at once more. */
    SoakResult endingWith(Reading later) {
        return new SoakResult(requests, perSecond, reloads, wrong, lost, examples, start, later);
    }

    @Override
    public String toString() {
        return """
                %d requests, %.0f/s, %d reloads; wrong answers %d, lost %d

                | | start | end |
                |---|---|---|
                | heap KiB, after a collection | %d | %d |
                | resident KiB | %d | %d |
                | file descriptors | %d | %d |
                | threads | %d | %d |
                | pool leases | %d | %d |
                %s""".formatted(
                        requests,
                        perSecond,
                        reloads,
                        wrong,
                        lost,
                        start.heapKib(),
                        end.heapKib(),
                        start.residentKib(),
                        end.residentKib(),
                        start.descriptors(),
                        end.descriptors(),
                        start.threads(),
                        end.threads(),
                        start.leases(),
                        end.leases(),
                        examples.isEmpty() ? "" : examples.toString());
    }
}

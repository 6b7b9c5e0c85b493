package dev.dromos.bench.compare;

/**
 * One comparison.
 *
 * @param bytes of the request and of each step's answer
 */
record Cell(GraphCase graph, int bytes, int connections) {
    private static final int KILO = 1_000;
    private static final int MEGA = 1_000_000;

    String size() {
        if (bytes >= MEGA) {
            return "%d MB".formatted(bytes / MEGA);
        }
        return bytes >= KILO ? "%d KB".formatted(bytes / KILO) : "%d B".formatted(bytes);
    }

    @Override
    public String toString() {
        return "%s, %s, %d connections".formatted(graph.name(), size(), connections);
    }
}

package dev.dromos.router.serve;

/** Hears of every request to a graph, and wakes its steps when they may be asleep. */
sealed interface Waking extends AutoCloseable permits GroupWake, Waking.Never {
    /** For a graph that has nothing to be woken, or is not to. */
    Waking NEVER = new Never();

    /** @param depth of the graphs that have called each other for it */
    void requested(int depth);

    /** Ends what runs; nothing begins any more. */
    @Override
    void close();

    /** Stands for nobody who hears. */
    record Never() implements Waking {
        @Override
        public void requested(int depth) {}

        @Override
        public void close() {}
    }
}

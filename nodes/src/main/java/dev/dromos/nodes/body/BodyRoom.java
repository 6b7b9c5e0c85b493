package dev.dromos.nodes.body;

/** Memory for the bodies that one request holds at once. Safe for use by several threads. */
public interface BodyRoom {
    /** Bytes of a body that are not worth counting: about what a request takes besides its bodies. */
    int UNCOUNTED = 8 * 1024;

    /** For a request that nobody counts. */
    BodyRoom UNLIMITED = new Unlimited();

    /** False when so many more are not left; nothing is taken then. */
    boolean tryTake(long bytes);

    /** @param bytes that were taken; those that are not given back are free when the request is over */
    void giveBack(long bytes);

    /** What a body of this size takes. */
    static long counted(long size) {
        return size > UNCOUNTED ? size : 0;
    }

    /** Stands for no limit. */
    record Unlimited() implements BodyRoom {
        @Override
        public boolean tryTake(long bytes) {
            return true;
        }

        @Override
        public void giveBack(long bytes) {}
    }
}

package dev.dromos.graph.gjson;

/**
 * What one evaluation of a path may still cost. A path's author and a body's sender are different people, and some
 * pairs of harmless looking ones multiply: {@code @dig} of a deep body writes its innermost text once per level,
 * {@code [@this,@this]} doubles, a query in a query reads every element again. Everything that walks or writes pays
 * here; once a budget is spent it stays so, the loops end, and the path finds nothing.
 */
final class Budget {
    /** For the paths that {@link Plain} knows to be cheap: never spent, and safe to share as it counts nothing. */
    static final Budget UNNEEDED = new Budget(Long.MAX_VALUE, Integer.MAX_VALUE, false);

    /** Of work, for what costs time but hardly any bytes. */
    static final int STEP = 8;

    /** Of work, for an entry of an array or object that a modifier sees. */
    static final int ENTRY = 4;

    /** Reads and writes per byte of the body: eight times what paths in use need on the worst of bodies. */
    private static final long WORK_PER_BYTE = 32;

    private static final long LEAST_WORK = 1 << 20;
    private static final long ROOM_PER_BYTE = 2;

    /** With the greatest body that a router takes, 10 MiB, this makes 32 MiB. */
    private static final long LEAST_ROOM = 12 << 20;

    private static final long MOST_ROOM = 1 << 30;

    /** Evaluations and values inside each other; the frames of so many fit on a stack of 1 MiB. */
    private static final int MAX_LEVELS = 1024;

    private final long limit;
    private final boolean counting;
    private long work;
    private long room;
    private int levels;

    private Budget(long work, long room, boolean counting) {
        this.limit = work;
        this.work = work;
        this.room = room;
        this.counting = counting;
    }

    /** For one evaluation over a body of {@code length} bytes. */
    static Budget of(int length) {
        return new Budget(
                LEAST_WORK + WORK_PER_BYTE * length, Math.min(MOST_ROOM, LEAST_ROOM + ROOM_PER_BYTE * length), true);
    }

    /** Pays for bytes read; false when there is nothing left. */
    boolean spend(long bytes) {
        if (counting && work >= 0) {
            work -= bytes;
        }
        return work >= 0;
    }

    /** Pays for bytes that are about to be kept or written; false, and spent, when there is no room for them. */
    boolean take(long bytes) {
        if (!counting) {
            return true;
        }
        if (bytes > room || !spend(bytes)) {
            exhaust();
            return false;
        }
        room -= bytes;
        return true;
    }

    /** Gives back the room, not the work, of bytes that are kept no longer. */
    void release(long bytes) {
        if (counting) {
            room += bytes;
        }
    }

    /** Goes one level into a path or value, to be followed by {@link #leave}; false, and spent, when too deep. */
    boolean enter() {
        if (counting && ++levels > MAX_LEVELS) {
            exhaust();
        }
        return work >= 0;
    }

    void leave() {
        if (counting) {
            levels--;
        }
    }

    boolean isSpent() {
        return work < 0;
    }

    /** What may still be read: the most that a loop of its own may pay at once. */
    long left() {
        return work;
    }

    long room() {
        return room;
    }

    /** What was paid so far. */
    long spent() {
        return limit - work;
    }

    private void exhaust() {
        work = Math.min(work, -1);
    }
}

package dev.dromos.nodes.body;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The room that one body takes.
 *
 * @param bytes that can still be given back before the request is over
 */
record Hold(BodyRoom room, AtomicLong bytes) {
    /** Of a body that is not counted. */
    static final Hold NONE = new Hold(BodyRoom.UNLIMITED, new AtomicLong());

    private static final long KEPT = -1;

    static Hold of(BodyRoom room, long bytes) {
        return bytes == 0 ? NONE : new Hold(room, new AtomicLong(bytes));
    }

    /** From now on only the request's end gives it back. */
    void keep() {
        if (isCounted()) {
            bytes.set(KEPT);
        }
    }

    /** Whether it is there for somebody else too, so that nothing can take its place. */
    boolean isKept() {
        return bytes.get() == KEPT;
    }

    void letGo() {
        if (isCounted()) {
            room.giveBack(bytes.getAndSet(0));
        }
    }

    /** For the body that is there instead. */
    Hold moved() {
        return isCounted() ? of(room, bytes.getAndSet(0)) : NONE;
    }

    /** Most are not, and all share one hold, which is better only read. */
    private boolean isCounted() {
        return bytes.get() > 0;
    }
}

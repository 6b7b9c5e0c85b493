package dev.dromos.graph.json;

import java.util.Arrays;

/** Which containers are open, one bit each, so that 64 levels fit in a register and 100 000 in 12 KB. */
final class Nesting {
    private static final int BITS = Long.SIZE;
    private static final long[] SHALLOW = {};

    private int depth;
    private boolean closed;
    private long innermost;
    private long[] outer = SHALLOW;

    int depth() {
        return depth;
    }

    /** Whether the last thing that happened was the end of a container. */
    boolean closed() {
        return closed;
    }

    boolean inObject() {
        return (innermost & 1) != 0;
    }

    boolean inArray() {
        return depth > 0 && (innermost & 1) == 0;
    }

    void push(boolean object) {
        if (depth > 0 && depth % BITS == 0) {
            int full = depth / BITS - 1;
            if (full == outer.length) {
                outer = Arrays.copyOf(outer, Math.max(4, full * 2));
            }
            outer[full] = innermost;
        }
        innermost = (innermost << 1) | (object ? 1 : 0);
        depth++;
        closed = false;
    }

    void pop() {
        depth--;
        innermost = depth > 0 && depth % BITS == 0 ? outer[depth / BITS - 1] : innermost >>> 1;
        closed = true;
    }
}

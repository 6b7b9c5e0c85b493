package dev.dromos.nodes.body;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * The body of a request or an answer as it comes in, up to a limit and as far as there is room: one array, which hardly ever has to
 * grow. What it has taken goes to the {@link #payload}, or is given back by {@link #drop}.
 */
public final class LimitedBody {
    /** Memory is taken on a sender's word only up to here; of a larger body, part must have come before there is room for all. */
    private static final int TRUSTED = 64 * 1024;

    /** How much room there may be for each byte that has come, when the sender has said that so much would. */
    private static final int ADVANCE = 8;

    private static final byte[] NOTHING = {};

    private final int limit;
    private final int announced;
    private final BodyRoom room;
    private byte[] bytes = NOTHING;
    private int size;
    private long taken;

    /** What became of a chunk. Unless it fits it is dropped, and so must be the whole. */
    public enum Added {
        FITS,
        TOO_LARGE,
        NO_ROOM
    }

    /**
     * An empty body.
     *
     * @param announced bytes, by the sender's word; zero when it did not say
     * @param limit bytes; what is announced beyond is not believed
     */
    public LimitedBody(long announced, int limit, BodyRoom room) {
        this.limit = limit;
        this.announced = (int) Math.min(announced, limit);
        this.room = room;
    }

    public Added add(Buffer chunk) {
        var added = reserve(chunk.length());
        if (added == Added.FITS) {
            chunk.getBytes(bytes, size);
            size += chunk.length();
        }
        return added;
    }

    /** @param length how much of it counts */
    public Added add(byte[] chunk, int length) {
        var added = reserve(length);
        if (added == Added.FITS) {
            System.arraycopy(chunk, 0, bytes, size, length);
            size += length;
        }
        return added;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** What has come; the array is handed over. */
    public byte[] bytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /** What has come, with the room that it takes; the array is handed over. */
    public Payload payload(String contentType) {
        var whole = bytes();
        long counted = BodyRoom.counted(size);
        room.giveBack(taken - counted);
        taken = 0;
        return Payload.of(whole, contentType).countedBy(room, counted);
    }

    /** Nobody wants it any more. */
    public void drop() {
        room.giveBack(taken);
        taken = 0;
    }

    private Added reserve(int more) {
        if (more > limit - size) {
            return Added.TOO_LARGE;
        }
        int needed = size + more;
        if (needed > bytes.length) {
            long wanted =
                    needed <= announced ? Math.min(announced, Math.max(TRUSTED, (long) needed * ADVANCE)) : 2L * needed;
            int length = (int) Math.min(limit, wanted);
            if (!take(BodyRoom.counted(length))) {
                length = needed;
                if (!take(BodyRoom.counted(length))) {
                    return Added.NO_ROOM;
                }
            }
            bytes = Arrays.copyOf(bytes, length);
        }
        return Added.FITS;
    }

    private boolean take(long counted) {
        if (counted > taken && !room.tryTake(counted - taken)) {
            return false;
        }
        taken = counted;
        return true;
    }
}

package dev.dromos.nodes.call;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/** The body of a request or an answer as it comes in, up to a limit: one array, which hardly ever has to grow. */
public final class LimitedBody {
    /** Memory is taken on a sender's word only up to here; of a larger body, part must have come before there is room for all. */
    private static final int TRUSTED = 64 * 1024;

    /** How much room there may be for each byte that has come, when the sender has said that so much would. */
    private static final int ADVANCE = 8;

    private final int limit;
    private final int announced;
    private byte[] bytes;
    private int size;

    /**
     * An empty body.
     *
     * @param announced bytes, by the sender's word; zero when it did not say
     * @param limit bytes; what is announced beyond is not believed
     */
    public LimitedBody(long announced, int limit) {
        this.limit = limit;
        this.announced = (int) Math.min(announced, limit);
        this.bytes = new byte[Math.min(this.announced, TRUSTED)];
    }

    /** False when the chunk does not fit; it is dropped then, and so must be the whole. */
    public boolean add(Buffer chunk) {
        if (chunk.length() > limit - size) {
            return false;
        }
        reserve(size + chunk.length());
        chunk.getBytes(bytes, size);
        size += chunk.length();
        return true;
    }

    /** What has come; the array is handed over. */
    public byte[] bytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private void reserve(int needed) {
        if (needed > bytes.length) {
            long room = needed <= announced ? Math.min(announced, (long) needed * ADVANCE) : 2L * needed;
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, room));
        }
    }
}

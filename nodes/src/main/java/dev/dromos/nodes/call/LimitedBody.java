package dev.dromos.nodes.call;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** The body of an answer as it comes in, up to a limit; put together once, at the end. */
final class LimitedBody {
    private final int limit;
    private final List<Buffer> chunks = new ArrayList<>(4);
    private int size;

    /** @param limit bytes */
    LimitedBody(int limit) {
        this.limit = limit;
    }

    /** False when the chunk does not fit; it is dropped then, and so must be the answer. */
    boolean add(Buffer chunk) {
        if (chunk.length() > limit - size) {
            return false;
        }
        size += chunk.length();
        chunks.add(chunk);
        return true;
    }

    byte[] bytes() {
        var bytes = new byte[size];
        var at = 0;
        for (var chunk : chunks) {
            chunk.getBytes(bytes, at);
            at += chunk.length();
        }
        return bytes;
    }
}

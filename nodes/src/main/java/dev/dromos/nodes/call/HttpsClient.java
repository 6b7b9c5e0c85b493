package dev.dromos.nodes.call;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The client for https targets, made for the first of them: reading the certificates costs a start a tenth of a second and more, which
 * a graph without such a target does not pay.
 */
final class HttpsClient {
    private final ReentrantLock making = new ReentrantLock();
    private final Supplier<HttpClientAgent> maker;
    private @Nullable HttpClientAgent made;
    private boolean closed;

    /** @param maker what it throws is thrown to whoever needs the client, and the next one has it try again */
    HttpsClient(Supplier<HttpClientAgent> maker) {
        this.maker = maker;
    }

    /** Blocks when it is the first. */
    HttpClientAgent get() {
        making.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the client is closed");
            }
            var client = made == null ? maker.get() : made;
            made = client;
            return client;
        } finally {
            making.unlock();
        }
    }

    Future<Void> close() {
        making.lock();
        try {
            closed = true;
            return made == null ? Future.succeededFuture() : made.close();
        } finally {
            making.unlock();
        }
    }
}

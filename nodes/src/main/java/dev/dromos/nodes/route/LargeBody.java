package dev.dromos.nodes.route;

import dev.dromos.nodes.body.Payload;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * Where a route goes on that has a large body. Whatever a graph does with a body, asking conditions, checking that it is JSON, putting
 * answers together, takes time by its size, and for a large one so long that an event loop would keep everybody else waiting: then it
 * is done on a worker. Calls that a route makes from there go back to their event loop by themselves.
 */
public final class LargeBody {
    /** From here on: half a millisecond's work, some ten times that of handing it over and back. */
    public static final int BYTES = 256 * 1024;

    private LargeBody() {}

    public static boolean is(Payload body) {
        return body.size() >= BYTES;
    }

    /**
     * A promise whose future completes on the Vert.x context that this is called on, if any, whichever thread keeps the promise.
     *
     * @param <T> of its value
     */
    public static <T> Promise<T> promiseHere() {
        var context = ContextInternal.current();
        return context == null ? Promise.promise() : context.promise();
    }

    /** Runs something at once, or on a worker when this is an event loop. */
    public static void awayFromEventLoop(Runnable work) {
        var context = Context.isOnEventLoopThread() ? ContextInternal.current() : null;
        if (context == null) {
            work.run();
            return;
        }
        context.executeBlocking(
                        () -> {
                            work.run();
                            return true;
                        },
                        false)
                .onFailure(context::reportException);
    }

    static void goOn(Exchange exchange, AsyncCallback callback) {
        if (exchange.getMessage().getBody() instanceof Payload body && is(body)) {
            awayFromEventLoop(() -> callback.done(false));
        } else {
            callback.done(false);
        }
    }
}

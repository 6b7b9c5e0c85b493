package dev.dromos.router.ingress;

import dev.dromos.nodes.call.Deadline;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * One client's connection, on its event loop: closed when it is silent between requests for too long, when a head does not come to
 * its end or an answer is not read in time, or when its last answer has been written. Vert.x's own idle timeout would count a running
 * request as silence, and its {@code Connection: close} does not close.
 *
 * <pre>
 *   silent --begin--> busy --end--> silent --idle--> closed
 *     |                `--closeAfterAnswer--> busy, last --end--> closed
 *     `--first byte--> silent, head pending --begin--> busy, or --too slow--> closed
 * </pre>
 */
final class ClientConnection implements StrictDecoder.Listener {
    /** A connection closed on unread bytes is reset, and the client may never see its answer; so they are dropped for this long. */
    private static final long LINGER_MILLIS = 200;

    private final HttpConnection connection;
    private final Channel channel;
    private final Vertx vertx;
    private final Context context;
    private final EdgeMeter meter;
    private final LongSupplier clock;
    private final LazyTimer idle;
    private final LazyTimer head;
    private final LazyTimer reading;
    private final LazyTimer writing;
    private final Queue<Runnable> afterWriting = new ArrayDeque<>(2);
    private Underway request = Underway.NOTHING;
    private boolean arriving;
    private boolean busy;
    private boolean last;
    private boolean unread;
    private boolean gone;
    private boolean ending;

    /** The request on a connection, as that sees it. */
    interface Underway {
        Underway NOTHING = new Nothing();

        /** It has not arrived in time, or is broken. */
        void refuse(Refusal refusal);

        /** The process ends before it has been answered. */
        void cutOff();

        /** Between requests. */
        record Nothing() implements Underway {
            @Override
            public void refuse(Refusal refusal) {}

            @Override
            public void cutOff() {}
        }
    }

    private ClientConnection(HttpConnection connection, Vertx vertx, IngressSettings settings) {
        var times = settings.times();
        var scheduler = settings.scheduler();
        this.connection = connection;
        this.channel = pipeline(connection).channel();
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.meter = settings.meter();
        this.clock = scheduler::nanos; // once for all of its requests
        this.idle = new LazyTimer(scheduler, times.idle(), () -> cut(Cut.IDLE));
        this.head = new LazyTimer(scheduler, settings.limits().headTime(), () -> cut(Cut.SLOW_HEAD));
        this.reading = new LazyTimer(scheduler, times.read(), () -> request.refuse(Refusal.TOO_SLOW));
        this.writing = new LazyTimer(scheduler, times.write(), () -> cut(Cut.SLOW_READER));
    }

    /** A connection that has said nothing yet. */
    static ClientConnection opened(HttpConnection connection, Vertx vertx, IngressSettings settings) {
        var opened = new ClientConnection(connection, vertx, settings);
        opened.idle.set();
        return opened;
    }

    /** Vert.x has no other way to what decodes a connection's requests. */
    static ChannelHandlerContext pipeline(HttpConnection connection) {
        return ((HttpServerConnection) connection).channelHandlerContext();
    }

    /** False for a request behind the last one, which came too late to be answered. */
    boolean begin() {
        idle.clear();
        head.clear();
        busy = true;
        return !last && !gone;
    }

    /** @param limit from now */
    Deadline deadline(Duration limit) {
        return Deadline.in(limit, clock);
    }

    /** The rest of the request must arrive in time, and be a body. */
    void beginReading(Underway request) {
        this.request = request;
        arriving = true;
        reading.set();
    }

    void endReading() {
        arriving = false;
        reading.clear();
    }

    /** Answers a request that has not arrived whole. */
    void cutOffUpload() {
        if (arriving) {
            request.cutOff();
        }
    }

    /** Answers whatever request there is, and what comes or has waited behind an answer that is not read, as soon as it begins. */
    void cutOff() {
        ending = true;
        request.cutOff();
    }

    /** Whether nothing may begin any more. */
    boolean isEnding() {
        return ending;
    }

    void end() {
        request = Underway.NOTHING;
        busy = false;
        if (last && unread) {
            vertx.setTimer(LINGER_MILLIS, late -> connection.close());
        } else if (last) {
            connection.close();
        } else {
            idle.set();
        }
    }

    /** The connection is gone, whoever closed it, and with it what would keep it in memory. A request may still be running. */
    void closed() {
        gone = true;
        List.of(idle, head, reading, writing).forEach(LazyTimer::close);
        endReading();
        request = Underway.NOTHING;
        runAfterWriting();
    }

    /** Makes the running request the last one. */
    void closeAfterAnswer() {
        last = true;
    }

    /** Makes the running request the last one, though not all of it has been read. */
    void closeAfterRefusal() {
        last = true;
        unread = true;
    }

    /** False while the client leaves more of its answers unread than the socket takes. */
    boolean isWritten() {
        return channel.isWritable();
    }

    /** Once the client has read its answers, for which it has so long, or is gone. */
    void afterWriting(Runnable action) {
        afterWriting.add(action);
        if (!writing.isSet()) {
            writing.set();
        }
    }

    boolean isIdle() {
        return !busy && !gone;
    }

    /** Orders idle connections by how long they have been so. */
    long idleUntil() {
        return idle.due();
    }

    /** At once, and past Vert.x: a close of its own waits for the client to read what has been written. */
    void cut(Cut reason) {
        gone = true;
        meter.cut(reason);
        var _ = channel.pipeline().firstContext().close();
    }

    @Override
    public void headPending() {
        if (!head.isSet()) {
            head.set();
        }
    }

    @Override
    public void bodyBroken() {
        if (arriving) {
            request.refuse(Refusal.MALFORMED);
        } else if (busy) {
            last = true; // of a request that waits behind the running one
        } else {
            connection.close();
        }
    }

    @Override
    public void drained() {
        writing.clear();
        // In a turn of its own: now Netty is writing, and a connection that is closed meanwhile loses the rest.
        context.runOnContext(_ -> runAfterWriting());
    }

    private void runAfterWriting() {
        for (var action = afterWriting.poll(); action != null; action = afterWriting.poll()) {
            action.run();
        }
    }
}

package dev.dromos.router.serve;

import dev.dromos.nodes.body.BodyRoom;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.Cancellation;
import dev.dromos.nodes.call.Deadline;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepRequest;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.router.compile.WakePlan.Wake;
import dev.dromos.router.logging.LogKeys;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes the steps of one graph all at once, so that a request which needs them one after the other waits for the slowest start rather than
 * for their sum: at the first request, and at each that comes after a time without any.
 *
 * <pre>
 *   asleep --request--> awake --request--> awake
 *             `wakes      `--no request for the stable window--> asleep
 * </pre>
 *
 * <p>The wakes run beside the request, which neither waits for them nor hears of them.
 */
final class GroupWake implements Waking {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWake.class);

    private final Waker waker;
    private final Supplier<List<Wake>> due;
    private final Map<URI, Sleeper> sleepers;
    private final Duration limit;
    private final Cancellation cancellation = new Cancellation();

    /** When the last request came, by the coarse clock. */
    private final AtomicLong last;

    /** @param waking whether its call runs: a server that takes longer than the window is not asked twice at once */
    private record Sleeper(Call call, AtomicBoolean waking) {}

    /**
     * Asleep.
     *
     * @param due which to wake, asked whenever that happens
     * @param calls that wake them
     * @param limit of each
     */
    GroupWake(Waker waker, Supplier<List<Wake>> due, Map<URI, Call> calls, Duration limit) {
        this.waker = waker;
        this.due = due;
        this.sleepers = sleepersOf(calls);
        this.limit = limit;
        this.last = new AtomicLong(waker.clock().nanos() - waker.windowNanos());
    }

    private static Map<URI, Sleeper> sleepersOf(Map<URI, Call> calls) {
        var sleepers = new HashMap<URI, Sleeper>(); // looked up only, so its order means nothing
        calls.forEach((url, call) -> sleepers.put(url, new Sleeper(call, new AtomicBoolean())));
        return sleepers;
    }

    /** Between two ticks of the clock, all but the first see that there is nothing to do. */
    @Override
    public void requested(int depth) {
        long now = waker.clock().nanos();
        if (last.getPlain() != now) {
            tickSeen(now, depth);
        }
    }

    private void tickSeen(long now, int depth) {
        long before = last.getAndSet(now); // of several event loops, one sees the time before
        if (now - before >= waker.windowNanos()) {
            waker.counts().round();
            waker.scheduler().after(Duration.ZERO, () -> wake(depth)); // the request goes first
        }
    }

    /** Each in a turn of its own: other requests of the event loop do not wait for all of them. */
    private void wake(int depth) {
        var deadline = Deadline.in(limit, waker.scheduler()::nanos);
        var context = new RequestContext("wake", List.of(), deadline, cancellation, depth, BodyRoom.UNLIMITED);
        var request = new StepRequest(Payload.EMPTY, context);
        for (var wake : due.get()) {
            waker.scheduler().after(Duration.ZERO, () -> wake(wake, request));
        }
    }

    private void wake(Wake wake, StepRequest request) {
        var sleeper = sleepers.get(wake.url());
        if (sleeper != null && !cancellation.isCancelled() && sleeper.waking().compareAndSet(false, true)) {
            sleeper.call().call(request).onSuccess(result -> {
                sleeper.waking().set(false);
                ended(wake, result);
            });
        }
    }

    private void ended(Wake wake, StepResult result) {
        var line = LOG.atDebug().addKeyValue(LogKeys.STEP, wake.step());
        if (result instanceof StepResult.Failed(var failure)) {
            waker.counts().failed();
            line.addKeyValue(LogKeys.FAILURE, failure).log("step not woken");
        } else {
            waker.counts().answered();
            line.log("step woken");
        }
    }

    @Override
    public void close() {
        cancellation.cancel();
    }
}

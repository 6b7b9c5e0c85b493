package dev.dromos.router.ingress;

import dev.dromos.nodes.body.BodyRoom;
import dev.dromos.nodes.body.ByteBudget;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Cancellation;
import dev.dromos.nodes.call.Depth;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.router.logging.LogKeys;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One request of one client, on its event loop.
 *
 * <pre>
 *   new --admitted--> reading --whole body--> running --result--> answered
 *    |                   |                       |--process ends--> cancelled, 503
 *    |                   |                       `--client gone--> cancelled: running steps end, later ones never start
 *    |                   |--process ends--> 503
 *    |                   `--client gone--> nothing: no step is called
 *    `--refused--------- `--refused--> answered
 * </pre>
 *
 * <p>It counts until it is answered, or, when its client is gone, until nothing of it runs any more; its bodies
 * count while they are needed, the answer until it has gone out.
 */
final class IngressRequest implements BodyReader.Listener, ClientConnection.Underway {
    private static final Logger LOG = LoggerFactory.getLogger(IngressRequest.class);

    private final HttpServerRequest request;
    private final ClientConnection connection;
    private final IngressSettings settings;
    private final Admission admission;
    private final Supplier<Entry> graph;
    private final ByteBudget.Lease lease;
    private final String id;
    private final long begun;
    private final Cancellation cancellation = new Cancellation();

    /** The graph's, once that is known. */
    private ErrorStatus mode = ErrorStatus.PRECISE;

    private boolean admitted;
    private boolean running;
    private boolean over;

    IngressRequest(
            HttpServerRequest request,
            ClientConnection connection,
            IngressSettings settings,
            Admission admission,
            Supplier<Entry> graph) {
        this.request = request;
        this.connection = connection;
        this.settings = settings;
        this.admission = admission;
        this.graph = graph;
        this.lease = admission.budget().lease();
        this.id = RequestId.of(request.headers());
        this.begun = settings.scheduler().nanos();
    }

    void begin() {
        request.response().exceptionHandler(gone -> clientGone());
        request.response().closeHandler(gone -> clientGone());
        request.exceptionHandler(gone -> clientGone());
        var expected = request.getHeader(HttpHeaders.EXPECT);
        if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            refuse(Refusal.UNKNOWN_EXPECTATION);
            return;
        }
        admitted = admission.tryEnter();
        if (!admitted) {
            refuse(Refusal.OVERLOADED);
            return;
        }
        connection.beginReading(this);
        BodyReader.read(request, settings.limits().requestBytes(), lease, this);
    }

    @Override
    public void read(byte[] body) {
        connection.endReading();
        if (over) {
            return;
        }
        var entry = graph.get();
        mode = entry.errorStatus();
        var headers = entry.propagation().select(request.headers());
        var limit = ClientTimeout.within(entry, request.headers(), id);
        var context = new RequestContext(id, headers, connection.deadline(limit), cancellation, depth(), lease);
        var payload = Payload.of(body, "").countedBy(lease, BodyRoom.counted(body.length));
        running = true;
        entry.run(payload, context).onComplete(done -> ran(done.result()));
    }

    private int depth() {
        var told = request.getHeader(Depth.HEADER);
        return told == null ? 0 : Depth.parse(told);
    }

    private void ran(StepResult result) {
        running = false;
        leave();
        if (over) {
            lease.end();
            return;
        }
        answer(result);
        giveBytesBack();
    }

    @Override
    public void cutOff() {
        if (over) {
            return;
        }
        connection.endReading();
        connection.closeAfterRefusal();
        Answers.willClose(request.response());
        leave();
        answer(new StepResult.Failed(new StepFailure.ShuttingDown()));
        cancellation.cancel();
        if (!running) {
            lease.end();
        }
        LOG.atWarn().addKeyValue(LogKeys.REQUEST, id).log("request cut off, the process must end");
    }

    private void answer(StepResult result) {
        over = true;
        request.response().putHeader(RequestId.HEADER, id);
        Answers.result(request.response(), result, mode);
        settings.meter().answered(request.response().getStatusCode(), begun);
        logEnd(result);
    }

    private void giveBytesBack() {
        if (connection.isWritten()) {
            lease.end();
        } else {
            connection.afterWriting(lease::end); // an answer that its client does not read is in memory still
        }
    }

    @Override
    public void refuse(Refusal refusal) {
        connection.endReading();
        if (!over) {
            over = true;
            leave();
            lease.end();
            connection.closeAfterRefusal();
            request.response().putHeader(RequestId.HEADER, id);
            Answers.refuse(request.response(), refusal, settings.limits());
            settings.meter().refused(refusal);
            log("request refused").addKeyValue(LogKeys.REFUSAL, refusal).log();
        }
    }

    private void clientGone() {
        connection.endReading();
        if (!over) {
            over = true;
            cancellation.cancel();
            settings.meter().clientGone();
            log("client gone").log();
            if (!running) {
                leave();
                lease.end();
            }
        }
    }

    /** Before the answer is written: a request that waits behind it on the connection begins with that. */
    private void leave() {
        if (admitted) {
            admitted = false;
            admission.leave();
        }
    }

    private void logEnd(StepResult result) {
        if (result instanceof StepResult.Failed(var failure)) {
            log("request failed").addKeyValue(LogKeys.FAILURE, failure).log();
        } else {
            log("request answered").log();
        }
    }

    /** One line a request; never a body, never a header. */
    private LoggingEventBuilder log(String message) {
        return LOG.atDebug()
                .setMessage(message)
                .addKeyValue(LogKeys.REQUEST, id)
                .addKeyValue(LogKeys.STATUS, () -> request.response().getStatusCode())
                .addKeyValue(
                        LogKeys.MICROS,
                        () -> TimeUnit.NANOSECONDS.toMicros(settings.scheduler().nanos() - begun));
    }
}

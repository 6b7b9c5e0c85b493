package dev.dromos.router.ingress;

import dev.dromos.nodes.call.Cancellation;
import dev.dromos.nodes.call.Deadline;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.nodes.call.HttpStatus;
import dev.dromos.nodes.call.Payload;
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
 *   reading --whole body--> running --result--> answered
 *      |                       |--process ends--> cancelled, 503
 *      |                       `--client gone--> cancelled: running steps end, later ones never start
 *      |--too large--> 413     |--too slow--> 408
 *      `--client gone--> nothing: no step is called
 * </pre>
 */
final class IngressRequest implements BodyReader.Listener, ClientConnection.Underway {
    private static final Logger LOG = LoggerFactory.getLogger(IngressRequest.class);

    private final HttpServerRequest request;
    private final ClientConnection connection;
    private final IngressSettings settings;
    private final Supplier<Entry> graph;
    private final String id;
    private final long begun;
    private final Cancellation cancellation = new Cancellation();
    /** The graph's, once that is known. */
    private ErrorStatus mode = ErrorStatus.PRECISE;

    private boolean over;

    IngressRequest(
            HttpServerRequest request, ClientConnection connection, IngressSettings settings, Supplier<Entry> graph) {
        this.request = request;
        this.connection = connection;
        this.settings = settings;
        this.graph = graph;
        this.id = RequestId.of(request.headers());
        this.begun = settings.clock().getAsLong();
    }

    void begin() {
        request.response().exceptionHandler(gone -> clientGone());
        request.response().closeHandler(gone -> clientGone());
        request.exceptionHandler(gone -> clientGone());
        var expected = request.getHeader(HttpHeaders.EXPECT);
        if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            refuse(HttpStatus.EXPECTATION_FAILED, "only 100-continue can be expected");
            return;
        }
        connection.beginReading(this);
        BodyReader.read(request, settings.maxRequestBytes(), this);
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
        var context = new RequestContext(id, headers, Deadline.in(limit, settings.clock()), cancellation);
        var payload = Payload.of(body, "");
        entry.run(payload, context).onComplete(done -> answer(done.result()));
    }

    @Override
    public void tooLarge() {
        refuse(
                HttpStatus.CONTENT_TOO_LARGE,
                "request body is larger than %d bytes".formatted(settings.maxRequestBytes()));
    }

    @Override
    public void tooSlow() {
        refuse(HttpStatus.REQUEST_TIMEOUT, "request timed out");
    }

    @Override
    public void cutOff() {
        if (over) {
            return;
        }
        connection.endReading();
        connection.closeAfterRefusal();
        Answers.willClose(request.response());
        answer(new StepResult.Failed(new StepFailure.ShuttingDown()));
        cancellation.cancel();
        LOG.atWarn().addKeyValue(LogKeys.REQUEST, id).log("request cut off, the process must end");
    }

    private void answer(StepResult result) {
        if (over) {
            return;
        }
        over = true;
        request.response().putHeader(RequestId.HEADER, id);
        Answers.result(request.response(), result, mode);
        logEnd(result);
    }

    private void refuse(int status, String cause) {
        connection.endReading();
        if (!over) {
            over = true;
            connection.closeAfterRefusal();
            request.response().putHeader(RequestId.HEADER, id);
            Answers.refuse(request.response(), status, cause);
            log("request refused").log();
        }
    }

    private void clientGone() {
        connection.endReading();
        if (!over) {
            over = true;
            cancellation.cancel();
            log("client gone").log();
        }
    }

    private void logEnd(StepResult result) {
        switch (result) {
            case StepResult.Answered _ -> log("request answered").log();
            case StepResult.Failed(var failure) ->
                log("request failed").addKeyValue(LogKeys.FAILURE, failure).log();
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
                        () -> TimeUnit.NANOSECONDS.toMicros(settings.clock().getAsLong() - begun));
    }
}

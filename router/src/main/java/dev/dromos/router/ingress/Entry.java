package dev.dromos.router.ingress;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepResult;
import io.vertx.core.Future;
import java.time.Duration;

/** The running graph, as the ingress sees it: held for exactly one run, even when it is replaced meanwhile. */
public interface Entry {

    /** Runs the graph; the future always succeeds. */
    Future<StepResult> run(Payload body, RequestContext request);

    /** How long the graph may take, from the moment the request has been read. */
    Duration deadline();

    ErrorStatus errorStatus();

    /** Which of a client's headers the graph's steps get. */
    HeaderPropagation propagation();

    /** Whether a client may ask for its answer sooner, see {@link ClientTimeout}. */
    boolean takesClientTimeout();
}

package dev.dromos.nodes.call;

import dev.dromos.nodes.body.BodyRoom;
import java.util.List;

/**
 * What a client's request carries through every node and step of the graph.
 *
 * @param id for logs
 * @param headers to send to every step, already selected and safe to send
 * @param deadline of the whole graph
 * @param cancellation ends the calls that still run
 * @param depth how many graphs have called each other so that this one is called, by {@link Depth}
 * @param room for the answers of its steps
 */
public record RequestContext(
        String id, List<Header> headers, Deadline deadline, Cancellation cancellation, int depth, BodyRoom room) {

    /** Of a client that is no graph, and that nobody counts. */
    public RequestContext(String id, List<Header> headers, Deadline deadline, Cancellation cancellation) {
        this(id, headers, deadline, cancellation, 0, BodyRoom.UNLIMITED);
    }

    public RequestContext {
        headers = List.copyOf(headers);
    }

    /** The same request, for a part of it that can be cancelled on its own. */
    public RequestContext with(Cancellation part) {
        return new RequestContext(id, headers, deadline, part, depth, room);
    }

    /** The same request with other headers. */
    public RequestContext with(List<Header> others) {
        return new RequestContext(id, others, deadline, cancellation, depth, room);
    }
}

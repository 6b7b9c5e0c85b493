package dev.dromos.nodes.testing;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Header;
import java.util.List;

/**
 * A request as a {@link FakeModelServer} got it.
 *
 * @param connection numbered from 1 in the order they were opened
 * @param target path and query as they were on the wire
 * @param headers in wire order, every line, names as written
 */
public record RecordedRequest(int connection, String method, String target, List<Header> headers, Payload body) {
    public RecordedRequest {
        headers = List.copyOf(headers);
    }

    /** Every value of a header, whatever the case of its name. */
    public List<String> headers(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }
}

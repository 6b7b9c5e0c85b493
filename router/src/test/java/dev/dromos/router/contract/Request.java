package dev.dromos.router.contract;

import dev.dromos.nodes.body.Payload;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A client's request, written to the wire exactly so.
 *
 * @param headerLines besides {@code Host} and, for a body, {@code Content-Length}
 */
public record Request(String method, String target, List<String> headerLines, Payload body) {
    public Request {
        headerLines = List.copyOf(headerLines);
    }

    public static Request post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    public static Request post(byte[] body) {
        return new Request("POST", "/", List.of(), Payload.of(body, ""));
    }

    public static Request of(String method, String target) {
        return new Request(method, target, List.of(), Payload.EMPTY);
    }

    public Request header(String name, String value) {
        var longer = new ArrayList<>(headerLines);
        longer.add(name + ": " + value);
        return new Request(method, target, longer, body);
    }

    public byte[] asBytes() {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: graph.test\r\n");
        headerLines.forEach(line -> head.append(line).append("\r\n"));
        if (!body.isEmpty()) {
            head.append("Content-Length: ").append(body.size()).append("\r\n");
        }
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body.dangerouslySharedBytes());
        return bytes.toByteArray();
    }
}

package dev.dromos.nodes.testing;

import dev.dromos.nodes.body.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link FakeModelServer} does about one request: acts in order. Unless the last act ends the connection, it is kept for
 * the next request.
 */
public record Answer(List<Act> acts) {

    /** One thing that a server can do to a connection. */
    public sealed interface Act {
        record Send(Payload bytes) implements Act {}

        /** Ends early, and the connection with it, when the client closes. */
        record Pause(Duration time) implements Act {}

        /** Until the client closes. */
        record Hold() implements Act {}

        /** FIN. */
        record Close() implements Act {}

        /** RST. */
        record Reset() implements Act {}
    }

    public Answer {
        acts = List.copyOf(acts);
    }

    /** A complete JSON answer on a connection that stays open. */
    public static Answer of(int status, String json) {
        return of(status, List.of("Content-Type: application/json"), json.getBytes(StandardCharsets.UTF_8));
    }

    /** @param headerLines without line ends; {@code Content-Length} is added */
    public static Answer of(int status, List<String> headerLines, byte[] body) {
        return raw(head(status, headerLines, "Content-Length: " + body.length)).thenSend(body);
    }

    /** Announces more bytes than it sends, then FIN. */
    public static Answer truncated(int status, String body) {
        return raw(head(status, List.of(), "Content-Length: " + (body.length() + 10)) + body)
                .thenClose();
    }

    /** One chunk and no last chunk, then FIN. */
    public static Answer chunkedWithoutEnd(int status, String body) {
        return raw(head(status, List.of(), "Transfer-Encoding: chunked") + Integer.toHexString(body.length()) + "\r\n"
                        + body + "\r\n")
                .thenClose();
    }

    /** Exactly these characters, as ISO-8859-1. */
    public static Answer raw(String bytes) {
        return raw(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static Answer raw(byte[] bytes) {
        return nothing().thenSend(bytes);
    }

    /** Never answers. */
    public static Answer holding() {
        return nothing().thenHold();
    }

    /** FIN instead of an answer. */
    public static Answer closing() {
        return nothing().thenClose();
    }

    /** RST instead of an answer. */
    public static Answer resetting() {
        return nothing().thenReset();
    }

    /** The same, that much later. */
    public Answer after(Duration delay) {
        var delayed = new ArrayList<Act>();
        delayed.add(new Act.Pause(delay));
        delayed.addAll(acts);
        return new Answer(delayed);
    }

    public Answer thenSend(byte[] bytes) {
        return then(new Act.Send(Payload.of(bytes, "")));
    }

    public Answer thenSend(String text) {
        return thenSend(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Answer thenPause(Duration time) {
        return then(new Act.Pause(time));
    }

    public Answer thenHold() {
        return then(new Act.Hold());
    }

    public Answer thenClose() {
        return then(new Act.Close());
    }

    public Answer thenReset() {
        return then(new Act.Reset());
    }

    private static Answer nothing() {
        return new Answer(List.of());
    }

    private Answer then(Act act) {
        var longer = new ArrayList<>(acts);
        longer.add(act);
        return new Answer(longer);
    }

    private static String head(int status, List<String> headerLines, String framing) {
        var head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
        headerLines.forEach(line -> head.append(line).append("\r\n"));
        return head.append(framing).append("\r\n\r\n").toString();
    }
}

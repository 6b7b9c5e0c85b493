package dev.dromos.router.faults;

import dev.dromos.nodes.testing.Answer;

/** Answers of a step's server, to the byte. */
final class RawAnswers {
    static final String OK = "HTTP/1.1 200 OK\r\n";

    private RawAnswers() {}

    /** @param rest what follows the status line */
    static Answer ok(String rest) {
        return Answer.raw(OK + rest);
    }

    /** @param chunks as they go over the wire */
    static Answer chunked(String chunks) {
        return ok("Transfer-Encoding: chunked\r\n\r\n" + chunks);
    }

    /** Without a body. */
    static Answer bare(String status, String... headerLines) {
        var head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
        for (var line : headerLines) {
            head.append(line).append("\r\n");
        }
        return Answer.raw(head.append("Content-Length: 0\r\n\r\n").toString());
    }
}

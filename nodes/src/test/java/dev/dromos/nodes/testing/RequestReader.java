package dev.dromos.nodes.testing;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Header;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads HTTP/1.1 requests as they come, changing nothing. */
record RequestReader(int connection, InputStream in) {

    /** The next request, or empty when the client has closed between two. */
    Optional<RecordedRequest> next() throws IOException {
        var first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        var requestLine = ((char) first + line()).split(" ", 3);
        if (requestLine.length < 3) {
            throw new IOException("no request line");
        }
        var headers = headers();
        return Optional.of(new RecordedRequest(connection, requestLine[0], requestLine[1], headers, body(headers)));
    }

    private List<Header> headers() throws IOException {
        var headers = new ArrayList<Header>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("no header line");
            }
            headers.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return headers;
    }

    private Payload body(List<Header> headers) throws IOException {
        for (var header : headers) {
            if (header.name().equalsIgnoreCase("Content-Length")) {
                return Payload.of(exactly(Integer.parseInt(header.value())), "");
            }
            if (header.name().equalsIgnoreCase("Transfer-Encoding")) {
                return chunks();
            }
        }
        return Payload.EMPTY;
    }

    private Payload chunks() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var size = chunkSize(); size > 0; size = chunkSize()) {
            bytes.writeBytes(exactly(size));
            line();
        }
        line();
        return Payload.of(bytes.toByteArray(), "");
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("request body ended at %d of %d bytes".formatted(bytes.length, length));
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("request ended within a line");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}

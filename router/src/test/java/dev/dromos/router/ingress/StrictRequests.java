package dev.dromos.router.ingress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What requests a stream of bytes holds for a reader that knows RFC 9112 and forgives nothing about where a request ends. Folded
 * lines and codings below {@code chunked} have one reading, so it reads them; the router may refuse them all the same. Reads on until
 * it finds the first thing it does not take.
 */
final class StrictRequests {
    private static final Pattern REQUEST_LINE = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+ \\S+ HTTP/1\\.[01]");
    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)", Pattern.DOTALL);
    private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,8})(?:[ \t]*;.*)?");
    private static final Pattern CODINGS =
            Pattern.compile("(?:(?:gzip|deflate|compress)[ \t]*,[ \t]*)*chunked", Pattern.CASE_INSENSITIVE);
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");

    private final String text;
    private final List<String> bodies = new ArrayList<>();
    private int at;

    private StrictRequests(byte[] bytes) {
        this.text = new String(bytes, ISO_8859_1);
    }

    /** The bodies of the whole requests, in order, up to the first that is not one. */
    static List<String> bodies(byte[] bytes) {
        var requests = new StrictRequests(bytes);
        try {
            while (requests.at < requests.text.length()) {
                requests.bodies.add(requests.next());
            }
        } catch (NotARequest _) {
            // what follows is nobody's
        }
        return requests.bodies;
    }

    private String next() throws NotARequest {
        var requestLine = line();
        while (requestLine.isEmpty()) {
            requestLine = line();
        }
        require(REQUEST_LINE.matcher(requestLine).matches());
        var lengths = new ArrayList<String>();
        var codings = new ArrayList<String>();
        for (var line : headerLines()) {
            var header = HEADER.matcher(line);
            require(header.matches());
            switch (header.group(1).toLowerCase(Locale.ROOT)) {
                case "content-length" -> lengths.add(trimmed(header.group(2)));
                case "transfer-encoding" -> codings.add(trimmed(header.group(2)));
                default -> {}
            }
        }
        return body(lengths, codings);
    }

    private String body(List<String> lengths, List<String> codings) throws NotARequest {
        require(lengths.size() + codings.size() <= 1);
        if (!codings.isEmpty()) {
            require(CODINGS.matcher(codings.getFirst()).matches());
            return chunks();
        }
        if (lengths.isEmpty()) {
            return "";
        }
        require(LENGTH.matcher(lengths.getFirst()).matches());
        return take(Integer.parseInt(lengths.getFirst()));
    }

    private String chunks() throws NotARequest {
        var body = new StringBuilder();
        while (true) {
            var size = CHUNK.matcher(line());
            require(size.matches());
            int length = (int) Math.min(Integer.MAX_VALUE, Long.parseLong(size.group(1), 16));
            if (length == 0) {
                skipTrailers();
                return body.toString();
            }
            body.append(take(length));
            require(line().isEmpty());
        }
    }

    private void skipTrailers() throws NotARequest {
        for (var line : headerLines()) {
            require(HEADER.matcher(line).matches());
        }
    }

    private List<String> headerLines() throws NotARequest {
        var lines = new ArrayList<String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            boolean folded = !lines.isEmpty() && (line.startsWith(" ") || line.startsWith("\t"));
            lines.add(folded ? lines.removeLast() + line : line);
        }
        return lines;
    }

    /** Up to a CRLF, which is dropped. */
    private String line() throws NotARequest {
        int end = text.indexOf("\r\n", at);
        require(end >= 0);
        var line = text.substring(at, end);
        require(line.indexOf('\r') < 0 && line.indexOf('\n') < 0 && line.indexOf('\0') < 0);
        at = end + 2;
        return line;
    }

    private String take(int length) throws NotARequest {
        require(length <= text.length() - at);
        at += length;
        return text.substring(at - length, at);
    }

    private static String trimmed(String value) {
        return value.replaceAll("^[ \t]+|[ \t]+$", "");
    }

    private static void require(boolean holds) throws NotARequest {
        if (!holds) {
            throw new NotARequest();
        }
    }

    private static final class NotARequest extends Exception {
        private static final long serialVersionUID = 1;
    }
}

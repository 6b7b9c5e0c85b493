package dev.dromos.router.ingress;

import java.nio.charset.StandardCharsets;

/** A path and query out of a request, fit for a {@code Location}. */
final class UriText {
    /** RFC 3986: what stands for itself in a path or query, and the percent sign of what has been escaped already. */
    private static final String PLAIN = "-._~!$&'()*+,;=:@/?%";

    private UriText() {}

    /** Everything else percent-encoded: a backslash, say, which browsers take for a slash and so for another host. */
    static String escape(String text) {
        var escaped = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c < 0x80 && Character.isLetterOrDigit(c)) || PLAIN.indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append("%%%02X".formatted((int) c));
            }
        }
        return escaped.toString();
    }
}

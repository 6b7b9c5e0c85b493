package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake.UrlFlaw;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A URL as a step may call it. Characters of its path and query that a URL may not hold are percent-encoded, as Go does for KServe: the
 * text is data, so <code>{{env:X}}</code> is sent as those characters.
 */
sealed interface ServiceUrl {
    /** It can be called. */
    record Usable(URI uri) implements ServiceUrl {}

    /** It cannot. */
    record Flawed(UrlFlaw why) implements ServiceUrl {}

    Pattern SCHEME = Pattern.compile("^https?://", Pattern.CASE_INSENSITIVE);

    /** Host names of letters, digits, {@code -} and {@code .}, or an IPv6 address in brackets. */
    Pattern HOST = Pattern.compile(
            "[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)*\\.?|\\[[0-9A-Fa-f:.]+]");

    Pattern BAD_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** What RFC 3986 allows in a path or query; the percent sign because only whole escapes are left when it is used. */
    String ALLOWED = "-._~!$&'()*+,;=:@/?%";

    static ServiceUrl parse(String text) {
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            return new Flawed(UrlFlaw.CONTROL);
        }
        var scheme = SCHEME.matcher(text);
        if (!scheme.find()) {
            return new Flawed(UrlFlaw.SCHEME);
        }
        int end = scheme.end();
        while (end < text.length() && "/?#\\".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return parse(scheme.group(), text.substring(scheme.end(), end), text.substring(end));
    }

    private static ServiceUrl parse(String scheme, String authority, String rest) {
        if (rest.indexOf('\\') >= 0) {
            return new Flawed(UrlFlaw.BACKSLASH);
        }
        if (authority.indexOf('@') >= 0) {
            return new Flawed(UrlFlaw.USER);
        }
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        String host = hasPort ? authority.substring(0, colon) : authority;
        if (!HOST.matcher(host).matches()) {
            return new Flawed(UrlFlaw.HOST);
        }
        if (hasPort && !isPort(authority.substring(colon + 1))) {
            return new Flawed(UrlFlaw.PORT);
        }
        if (rest.indexOf('#') >= 0) {
            return new Flawed(UrlFlaw.FRAGMENT);
        }
        if (BAD_PERCENT.matcher(rest).find()) {
            return new Flawed(UrlFlaw.PERCENT);
        }
        return uri(scheme + authority + encode(rest));
    }

    private static ServiceUrl uri(String text) {
        try {
            var uri = new URI(text);
            return uri.getHost() == null ? new Flawed(UrlFlaw.HOST) : new Usable(uri);
        } catch (URISyntaxException malformed) {
            return new Flawed(UrlFlaw.HOST); // all but the inside of the address has been looked at
        }
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65_535;
    }

    private static String encode(String rest) {
        var out = new StringBuilder();
        for (byte b : rest.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || ALLOWED.indexOf(c) >= 0);
            out.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return out.toString();
    }
}

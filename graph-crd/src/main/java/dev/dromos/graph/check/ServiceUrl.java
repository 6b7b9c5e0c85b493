package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake.UrlFlaw;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL as a step may call it, read as Go reads it for KServe: the scheme in lower case, an empty port is the scheme's own, what
 * follows {@code #} is never sent. Characters of its path and query that a URL may not hold are percent-encoded: the text is data, so
 * <code>{{env:X}}</code> is sent as those characters.
 */
sealed interface ServiceUrl {
    /** It can be called. The host of the URI is null when it has an underscore, which Java knows only as an authority. */
    record Usable(URI uri) implements ServiceUrl {}

    /** It cannot. */
    record Flawed(UrlFlaw why) implements ServiceUrl {}

    Pattern SCHEME = Pattern.compile("^https?://", Pattern.CASE_INSENSITIVE);

    /** Characters of a host's name, as in DNS. */
    int LONGEST_HOST = 253;

    /** Host names of letters, digits, {@code -}, {@code _} and {@code .}, or an IPv6 address in brackets. */
    Pattern HOST = Pattern.compile(
            "LABEL(?:\\.LABEL)*+\\.?|\\[[0-9A-Fa-f:.]++]".replace("LABEL", "[A-Za-z0-9_]++(?:-++[A-Za-z0-9_]++)*+"));

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
        return parse(scheme.group().toLowerCase(Locale.ROOT), text.substring(scheme.end(), end), text.substring(end));
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
        String port = hasPort ? authority.substring(colon + 1) : "";
        if (host.length() > LONGEST_HOST || !HOST.matcher(host).matches()) {
            return new Flawed(UrlFlaw.HOST);
        }
        if (!port.isEmpty() && !isPort(port)) {
            return new Flawed(UrlFlaw.PORT);
        }
        return withRest(scheme + host + (port.isEmpty() ? "" : ":" + port), rest);
    }

    /** Go decodes a path and a fragment and refuses those it cannot; a query it sends as it is. */
    private static ServiceUrl withRest(String origin, String rest) {
        String[] sentAndFragment = rest.split("#", 2);
        String[] pathAndQuery = sentAndFragment[0].split("\\?", 2);
        boolean badFragment = sentAndFragment.length > 1 && hasBadPercent(sentAndFragment[1]);
        if (badFragment || hasBadPercent(pathAndQuery[0])) {
            return new Flawed(UrlFlaw.PERCENT);
        }
        String query = pathAndQuery.length > 1
                ? "?" + BAD_PERCENT.matcher(pathAndQuery[1]).replaceAll(Matcher.quoteReplacement("%25"))
                : "";
        return uri(origin + encode(pathAndQuery[0] + query));
    }

    private static boolean hasBadPercent(String text) {
        return BAD_PERCENT.matcher(text).find();
    }

    private static ServiceUrl uri(String text) {
        try {
            return new Usable(new URI(text));
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

package dev.dromos.router.ingress;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.dromos.nodes.call.Header;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which of a client's headers every step gets. {@code PROPAGATE_HEADERS}: those whose name, as Go spells it, matches one of the
 * patterns anywhere (RE2, case-sensitive; contract R14). Some are never passed on, whatever the pattern (part 5, R16).
 *
 * @param wholeNames whether a pattern must match a name from its first letter to its last
 * @param sparesCredentials whether a pattern lets a credential through only if the header's name is in it: {@code .*} does not
 * @param ignored patterns that are not RE2: dropped, as KServe does, and worth one warning at start
 */
public record HeaderPropagation(
        List<NamePattern> patterns, List<String> ignored, boolean wholeNames, boolean sparesCredentials) {
    /** Of one connection, or written by our own client: passing them on would break the next hop or leak a credential for this one. */
    private static final Set<String> NEVER = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** What proves who a client is. */
    private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie");

    public static final HeaderPropagation NONE = new HeaderPropagation(List.of(), List.of(), false, true);

    public HeaderPropagation {
        patterns = List.copyOf(patterns);
        ignored = List.copyOf(ignored);
    }

    /** @param commaSeparated RE2 patterns; spaces around each are dropped, and an empty text propagates nothing */
    public static HeaderPropagation parse(String commaSeparated) {
        var patterns = new ArrayList<NamePattern>();
        var ignored = new ArrayList<String>();
        for (var written : commaSeparated.split(",", -1)) {
            var text = written.strip();
            if (!text.isEmpty()) {
                compile(text, patterns, ignored);
            }
        }
        return new HeaderPropagation(patterns, ignored, false, false);
    }

    /** @param patterns RE2, each for a whole name, capitals not counted: such is the language of our own graphs */
    public static HeaderPropagation ofWholeNames(List<String> patterns) {
        return new HeaderPropagation(
                patterns.stream()
                        .map(pattern -> NamePattern.of(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE)))
                        .toList(),
                List.of(),
                true,
                true);
    }

    /** The same patterns, under which a credential goes on only where one names it. */
    public HeaderPropagation sparingCredentials() {
        return new HeaderPropagation(patterns, ignored, wholeNames, true);
    }

    private static void compile(String text, List<NamePattern> patterns, List<String> ignored) {
        try {
            patterns.add(NamePattern.of(Pattern.compile(text)));
        } catch (PatternSyntaxException _) {
            ignored.add(text);
        }
    }

    /** The headers to pass on, every value of each, in the order the client sent them. */
    List<Header> select(MultiMap headers) {
        if (patterns.isEmpty()) {
            return List.of();
        }
        var named = connectionNames(headers);
        var selected = new ArrayList<Header>();
        for (Map.Entry<String, String> header : headers) {
            var lower = header.getKey().toLowerCase(Locale.ROOT);
            if (!NEVER.contains(lower) && !isCamels(lower) && !named.contains(lower)) {
                var name = CanonicalHeader.of(header.getKey());
                if (matches(name, lower, sparesCredentials && isCredential(lower))) {
                    selected.add(new Header(name, header.getValue()));
                }
            }
        }
        return selected;
    }

    /** What {@code Connection: a, b} says is of this connection only (RFC 9110, 7.6.1). */
    private static List<String> connectionNames(MultiMap headers) {
        if (!headers.contains("connection")) {
            return List.of();
        }
        var names = new ArrayList<String>();
        for (var line : headers.getAll("connection")) {
            for (var name : line.split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private boolean matches(String name, String lower, boolean mustBeNamed) {
        for (var pattern : patterns) {
            var matcher = pattern.pattern().matcher(name);
            if ((wholeNames ? matcher.matches() : matcher.find())
                    && (!mustBeNamed || pattern.names().contains(lower))) {
                return true;
            }
        }
        return false;
    }

    /** What Camel's components take orders from, and never let in or out themselves: a step may well be such an application. */
    private static boolean isCamels(String lower) {
        return lower.startsWith("camel") || lower.startsWith("org.apache.camel.");
    }

    private static boolean isCredential(String lower) {
        return CREDENTIALS.contains(lower) || lower.startsWith("proxy-");
    }
}

package dev.dromos.router.ingress;

import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A pattern of header names.
 *
 * @param names that are written out in it, in lower case; not what is part of a longer one: {@code X-Cookie-Consent|.*} does not name
 *     {@code Cookie}
 */
record NamePattern(Pattern pattern, Set<String> names) {
    /** What stands between the names in a pattern: an escape such as {@code \\b}, or what no name has. */
    private static final Pattern NO_NAME = Pattern.compile("(?:\\\\[A-Za-z]|[^0-9A-Za-z_-])+");

    NamePattern {
        names = Set.copyOf(names);
    }

    static NamePattern of(Pattern pattern) {
        var names = Arrays.stream(NO_NAME.split(pattern.pattern()))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return new NamePattern(pattern, names);
    }
}

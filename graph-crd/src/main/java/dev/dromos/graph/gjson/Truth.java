package dev.dromos.graph.gjson;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What text says when it is asked for a truth value, as Go's {@code strconv.ParseBool} has it, in any case. */
enum Truth {
    YES,
    NO,
    NEITHER;

    static Truth of(byte[] text) {
        if (text.length > "false".length()) {
            return NEITHER;
        }
        return switch (new String(text, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT)) {
            case "1", "t", "true" -> YES;
            case "0", "f", "false" -> NO;
            default -> NEITHER;
        };
    }
}

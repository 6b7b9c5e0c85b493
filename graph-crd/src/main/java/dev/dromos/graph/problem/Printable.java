package dev.dromos.graph.problem;

/** A user's text, fit for one line of a terminal or a log: it cannot act on either, nor look like a line of its own. */
public final class Printable {
    private Printable() {}

    /** Control characters, direction marks and lone surrogates as escapes; everything else as it is. */
    public static String of(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    private static void append(StringBuilder out, int character) {
        switch (character) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (isSafe(character)) {
                    out.appendCodePoint(character);
                } else {
                    out.append("\\u%04x".formatted(character));
                }
            }
        }
    }

    /** Control characters and direction marks could forge a line of output; lone surrogates cannot be encoded. */
    private static boolean isSafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

package dev.dromos.graph.gjson;

/**
 * The right side of a query, in every form a value may have to be compared with, since only the document says what is
 * compared: {@code 5} is a number to a number and text to a text.
 *
 * @param number 0 when the text is no number, as in gjson
 */
record Operand(Utf8 text, double number, Glob glob, Likeness likeness) {

    private static final Utf8 TRUE = Utf8.of("true");
    private static final Utf8 FALSE = Utf8.of("false");

    /** The operands that begin with a tilde. */
    enum Likeness {
        NONE,
        TRUE,
        FALSE,
        NULL,
        ANY,
        UNKNOWN
    }

    static Operand of(Utf8 text) {
        double number = GoFloat.parse(text.bytes(), 0, text.length());
        return new Operand(text, number, Glob.of(text), likeness(text.toString()));
    }

    boolean isTrue() {
        return text.equals(TRUE);
    }

    boolean isFalse() {
        return text.equals(FALSE);
    }

    private static Likeness likeness(String text) {
        if (!text.startsWith("~")) {
            return Likeness.NONE;
        }
        return switch (text) {
            case "~true" -> Likeness.TRUE;
            case "~false" -> Likeness.FALSE;
            case "~null" -> Likeness.NULL;
            case "~*" -> Likeness.ANY;
            default -> Likeness.UNKNOWN;
        };
    }
}

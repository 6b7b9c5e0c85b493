package dev.dromos.graph.gjson;

/** How a query compares. */
enum Operator {
    /** None: the left side has to exist. */
    EXISTS,
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    /** {@code %}: text matches a pattern of stars and question marks. */
    LIKE,
    /** {@code !%}. */
    UNLIKE,
    /** A lone {@code !}: compares nothing with nothing and never holds. */
    UNKNOWN;

    /** Whether the operand is a pattern, so that one text may cost more than one look. */
    boolean isPattern() {
        return this == LIKE || this == UNLIKE;
    }

    static Operator of(String text) {
        return switch (text) {
            case "" -> EXISTS;
            case "=" -> EQUAL;
            case "!=" -> NOT_EQUAL;
            case "<" -> LESS;
            case "<=" -> LESS_OR_EQUAL;
            case ">" -> GREATER;
            case ">=" -> GREATER_OR_EQUAL;
            case "%" -> LIKE;
            case "!%" -> UNLIKE;
            default -> UNKNOWN;
        };
    }
}

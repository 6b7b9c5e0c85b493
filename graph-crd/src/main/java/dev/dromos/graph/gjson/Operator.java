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

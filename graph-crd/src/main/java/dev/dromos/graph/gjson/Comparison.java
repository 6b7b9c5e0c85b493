package dev.dromos.graph.gjson;

import java.util.Arrays;

/** What a query compares: what its left side must be to its right side. */
record Comparison(Operator operator, Operand operand) {

    /** Whether {@code value}, found by the left side of the query, passes. */
    boolean passes(Value value) {
        return switch (operand.likeness()) {
            case NONE -> value.exists() && (operator == Operator.EXISTS || compare(value));
            case UNKNOWN -> false;
            case TRUE -> bool(value.isTrueish());
            case FALSE -> bool(value.isFalseish());
            case NULL -> bool(value.kind == Value.Kind.NULL || value.kind == Value.Kind.MISSING);
            case ANY -> bool(value.exists());
        };
    }

    /** The operand was a {@code ~}: what is compared is whether the value is like it, with true. */
    private boolean bool(boolean like) {
        return switch (operator) {
            case EXISTS -> true;
            case EQUAL -> like;
            case NOT_EQUAL -> !like;
            case LESS -> !like;
            case LESS_OR_EQUAL -> !like;
            case GREATER_OR_EQUAL -> like;
            case GREATER, LIKE, UNLIKE, UNKNOWN -> false;
        };
    }

    private boolean compare(Value value) {
        return switch (value.kind) {
            case STRING -> compareText(value);
            case NUMBER -> compareNumber(value.number());
            case TRUE -> compareTrue();
            case FALSE -> compareFalse();
            case NULL, JSON, MISSING -> false;
        };
    }

    private boolean compareText(Value value) {
        return switch (operator) {
            case EQUAL -> operand.text().isMeantBy(value.json, value.from + 1, value.textTo);
            case NOT_EQUAL -> !operand.text().isMeantBy(value.json, value.from + 1, value.textTo);
            case LESS -> order(value) < 0;
            case LESS_OR_EQUAL -> order(value) <= 0;
            case GREATER -> order(value) > 0;
            case GREATER_OR_EQUAL -> order(value) >= 0;
            case LIKE -> operand.glob().matchesMeaning(value.json, value.from + 1, value.textTo, value.budget);
            case UNLIKE -> !operand.glob().matchesMeaning(value.json, value.from + 1, value.textTo, value.budget);
            case EXISTS, UNKNOWN -> false;
        };
    }

    /** Go orders text by its bytes, unsigned. */
    private int order(Value value) {
        return Arrays.compareUnsigned(value.text(), operand.text().bytes());
    }

    private boolean compareNumber(double number) {
        return switch (operator) {
            case EQUAL -> number == operand.number();
            case NOT_EQUAL -> number != operand.number();
            case LESS -> number < operand.number();
            case LESS_OR_EQUAL -> number <= operand.number();
            case GREATER -> number > operand.number();
            case GREATER_OR_EQUAL -> number >= operand.number();
            case EXISTS, LIKE, UNLIKE, UNKNOWN -> false;
        };
    }

    private boolean compareTrue() {
        return switch (operator) {
            case EQUAL -> operand.isTrue();
            case NOT_EQUAL -> !operand.isTrue();
            case GREATER -> operand.isFalse();
            case GREATER_OR_EQUAL -> true;
            case EXISTS, LESS, LESS_OR_EQUAL, LIKE, UNLIKE, UNKNOWN -> false;
        };
    }

    private boolean compareFalse() {
        return switch (operator) {
            case EQUAL -> operand.isFalse();
            case NOT_EQUAL -> !operand.isFalse();
            case LESS -> operand.isTrue();
            case LESS_OR_EQUAL -> true;
            case EXISTS, GREATER, GREATER_OR_EQUAL, LIKE, UNLIKE, UNKNOWN -> false;
        };
    }
}

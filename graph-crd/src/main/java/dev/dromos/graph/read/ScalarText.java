package dev.dromos.graph.read;

import dev.dromos.graph.problem.Position;
import java.util.OptionalInt;

/**
 * Where the n-th character of a decoded scalar stands in the source. It reads the source again beside the decoded text; as soon as
 * the two disagree (a folded line, say) the start of the scalar is the answer, so a place is exact or plainly coarse, never wrong.
 */
final class ScalarText {
    private final String source;
    private final Located.Scalar scalar;
    private int at;
    private int indent;

    private ScalarText(String source, Located.Scalar scalar) {
        this.source = source;
        this.scalar = scalar;
        this.at = scalar.start();
    }

    /**
     * The place of one character.
     *
     * @param offset in {@code char}s of the decoded text
     */
    static Position position(Source source, Located.Scalar scalar, int offset) {
        var index = new ScalarText(source.text(), scalar)
                .index(Math.clamp(offset, 0, scalar.text().length()));
        return index.isPresent() ? source.position(index.getAsInt()) : scalar.at();
    }

    private OptionalInt index(int offset) {
        if (!enter()) {
            return OptionalInt.empty();
        }
        int decoded = 0;
        while (decoded < offset) {
            int before = at;
            int step = step(decoded);
            if (step == 0) {
                return OptionalInt.empty();
            }
            if (decoded + step > offset) {
                return OptionalInt.of(before);
            }
            decoded += step;
        }
        return OptionalInt.of(at);
    }

    /** Goes to the first character of the content. */
    private boolean enter() {
        return switch (scalar.style()) {
            case PLAIN -> true;
            case SINGLE_QUOTED, DOUBLE_QUOTED -> {
                at++;
                yield true;
            }
            case LITERAL, FOLDED -> enterBlock();
        };
    }

    private boolean enterBlock() {
        int line = source.indexOf('\n', at);
        if (line < 0) {
            return false;
        }
        at = line + 1;
        while (at < source.length() && source.charAt(at) == ' ') {
            at++;
            indent++;
        }
        return true;
    }

    /** Moves over what stands for the next decoded character; the number of decoded {@code char}s, 0 when the two disagree. */
    private int step(int decoded) {
        if (at >= source.length()) {
            return 0;
        }
        char c = source.charAt(at);
        return switch (scalar.style()) {
            case PLAIN -> same(c, decoded);
            case SINGLE_QUOTED -> c == '\'' ? escaped("'", decoded, 2) : same(c, decoded);
            case DOUBLE_QUOTED -> c == '\\' ? escape(decoded) : same(c, decoded);
            case LITERAL, FOLDED -> c == '\n' || c == '\r' ? lineEnd(decoded) : same(c, decoded);
        };
    }

    private int same(char c, int decoded) {
        return c == '\n' || c == '\r' ? 0 : escaped(String.valueOf(c), decoded, 1);
    }

    private int escaped(String meaning, int decoded, int width) {
        if (!scalar.text().startsWith(meaning, decoded)) {
            return 0;
        }
        at += width;
        return meaning.length();
    }

    private int escape(int decoded) {
        char kind = at + 1 < source.length() ? source.charAt(at + 1) : '\n';
        int digits = switch (kind) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
        if (digits == 0) {
            return kind == '\n' || kind == '\r'
                    ? 0
                    : escaped(scalar.text().substring(decoded, decoded + 1), decoded, 2);
        }
        if (at + 2 + digits > source.length()) {
            return 0;
        }
        int codePoint = Integer.parseUnsignedInt(source.substring(at + 2, at + 2 + digits), 16);
        return Character.isValidCodePoint(codePoint) ? escaped(Character.toString(codePoint), decoded, 2 + digits) : 0;
    }

    private int lineEnd(int decoded) {
        char meaning = scalar.text().charAt(decoded);
        boolean fits = meaning == '\n' || (meaning == ' ' && scalar.style() == Located.Style.FOLDED);
        int next = at + (source.startsWith("\r\n", at) ? 2 : 1);
        if (!fits || !source.startsWith(" ".repeat(indent), next)) {
            return 0;
        }
        at = next + indent;
        return 1;
    }
}

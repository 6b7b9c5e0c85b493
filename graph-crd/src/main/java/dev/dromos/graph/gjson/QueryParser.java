package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonString;

/** Reads {@code #(path op operand)}, its trailing {@code #} and what follows. */
final class QueryParser {
    private final byte[] text;
    private final PathParser paths;
    private final Flaws flaws;

    QueryParser(byte[] text, PathParser paths, Flaws flaws) {
        this.text = text;
        this.paths = paths;
        this.flaws = flaws;
    }

    Element query(int from, int to) {
        Extent extent = extent(from, to);
        if (extent.close() == to) {
            flaws.add(
                    from,
                    extent.quoted() ? PathFlaw.Kind.UNCLOSED_QUOTE : PathFlaw.Kind.UNCLOSED_QUERY,
                    extent.quoted() ? "a quote is not closed" : "`#%c` is not closed".formatted(text[from + 1]));
            return new Element.Query(
                    paths.path(to, to), true, comparison("", to, to, false), false, new Path.Here(), new Path.Here());
        }
        flaws.addLogicalOperators(from + 2, extent.close());
        int left = PathText.trimStart(text, from + 2, extent.middle());
        int leftEnd = PathText.trimEnd(text, left, extent.middle());
        int end = extent.close() + 1;
        boolean all = end < to && text[end] == '#';
        var query = new Element.Query(
                paths.path(left, leftEnd), left == leftEnd, comparison(extent), all, new Path.Here(), new Path.Here());
        return withRest(query, end, to);
    }

    /** What stands between the query and the next dot or pipe is ignored. */
    private Element withRest(Element.Query query, int end, int to) {
        int i = end;
        while (i < to && text[i] != '.' && text[i] != '|') {
            i++;
        }
        if (i == to) {
            return query;
        }
        int then = text[i] == '.' ? i + 1 : -1;
        int pipe = then < 0 ? i : PathText.outerPipe(text, then, to);
        return new Element.Query(
                query.of(),
                query.itself(),
                query.comparison(),
                query.all(),
                then < 0 ? new Path.Here() : paths.path(then, pipe < 0 ? to : pipe),
                pipe < 0 ? new Path.Here() : paths.path(pipe + 1, to));
    }

    /**
     * Where the parts of a query are.
     *
     * @param middle where the operator begins, {@code close} when there is none
     * @param close the closing bracket, the end of the text when there is none
     * @param escaped a quoted part has a backslash
     * @param quoted the text ends inside quotes
     */
    private record Extent(int middle, int close, boolean escaped, boolean quoted) {}

    private Extent extent(int from, int to) {
        int depth = 1;
        int middle = -1;
        boolean escaped = false;
        for (int i = from + 2; i < to; i++) {
            byte b = text[i];
            if (depth == 1 && middle < 0 && "!=<>%".indexOf(b) >= 0) {
                middle = i;
            } else if (b == '\\') {
                i++;
            } else if (b == '[' || b == '(') {
                depth++;
            } else if (b == ']' || b == ')') {
                depth--;
                if (depth == 0) {
                    return new Extent(middle < 0 ? i : middle, i, escaped, false);
                }
            } else if (b == '"') {
                int close = PathText.quoteEnd(text, i, to);
                escaped |= Utf8.indexOf(text, i, close, '\\') >= 0;
                if (close == to) {
                    return new Extent(to, to, escaped, true);
                }
                i = close;
            }
        }
        return new Extent(to, to, escaped, false);
    }

    private Comparison comparison(Extent extent) {
        int from = extent.middle();
        int to = PathText.trimEnd(text, from, extent.close());
        if (from == to) {
            return comparison("", to, to, false);
        }
        boolean pair = to - from > 1;
        char first = (char) text[from];
        char second = pair ? (char) text[from + 1] : ' ';
        if (first == '=' && second == '=') {
            return comparison("=", from + 2, to, extent.escaped());
        }
        boolean two =
                (first == '!' && (second == '=' || second == '%')) || ((first == '<' || first == '>') && second == '=');
        if (two) {
            return comparison("" + first + second, from + 2, to, extent.escaped());
        }
        // A `!` that begins no operator is part of the operand, and there is no operator.
        return first == '!' && pair
                ? comparison("", from, to, extent.escaped())
                : comparison("" + first, from + 1, to, extent.escaped());
    }

    private Comparison comparison(String operator, int start, int to, boolean escaped) {
        int from = PathText.trimStart(text, start, to);
        if (from < to && text[from] == '\'') {
            flaws.add(
                    from,
                    PathFlaw.Kind.SINGLE_QUOTED,
                    "single quotes are part of the text, found `%s`".formatted(PathText.string(text, from, to)));
        }
        Utf8 operand = Utf8.of(text, from, to);
        if (to - from >= 2 && text[from] == '"' && text[to - 1] == '"') {
            operand = Utf8.of(text, from + 1, to - 1);
            if (escaped) {
                byte[] plain = JsonString.decodeContent(operand.bytes(), 0, operand.length());
                operand = Utf8.of(plain, 0, plain.length);
            }
        }
        return new Comparison(Operator.of(operator), Operand.of(operand));
    }
}

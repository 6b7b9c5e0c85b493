package dev.dromos.graph.gjson;

import dev.dromos.graph.gjson.Key.Name;
import dev.dromos.graph.json.JsonWalk;

/**
 * Goes through objects and arrays, forward only, and stops at the first answer. What was found, and the pipe that
 * waits for it, is in the {@link Value}; a walk returns where it stopped, or {@link #HIT}.
 *
 * <p>Depth of recursion is the path's, never the document's: what no component asks for is stepped over.
 */
final class Walk {
    /** The answer is there; where the walk stopped does not matter any more. */
    private static final int HIT = -1;

    private Walk() {}

    /** Enters the first object or array there is. gjson looks for a bracket even inside a string, and so does this. */
    static void into(Path.Steps steps, byte[] json, int from, int to, Value out) {
        out.clear();
        out.pipe = Value.NO_PIPE;
        int i = from;
        while (i < to && json[i] != '{' && json[i] != '[') {
            i++;
        }
        int stop = i < to ? enter(steps, json, i, to, out) : to;
        out.budget.spend((stop == HIT ? hitEnd(json, to, out) : stop) - from);
    }

    /** Where a walk that hit ended, or at the latest ended, if what it found was made and stands elsewhere. */
    @SuppressWarnings("ReferenceEquality") // The same array is meant, not one with the same bytes.
    private static int hitEnd(byte[] json, int to, Value out) {
        return out.json == json ? out.to : to;
    }

    static void lines(Element element, byte[] json, int from, int to, Value out) {
        out.clear();
        out.pipe = Value.NO_PIPE;
        array(element, json, from, to, out);
        out.budget.spend(to - from);
    }

    /** Asks a query of an array that has the value for its only element. */
    static void whole(Element.Query query, byte[] json, int from, int to, Value out) {
        out.parse(json, from, to);
        out.budget.spend(to - from);
        boolean element = out.exists();
        int start = out.from;
        int end = PathText.trimEnd(json, start, out.to);
        out.clear();
        out.pipe = Value.NO_PIPE;
        armAtOnce(query, out);
        var left = out.left();
        boolean match = element && passes(query, json, start, end, left);
        if (match) {
            answer(query, json, start, end, left, out);
        }
        if (query.all()) {
            var matches = new Made(out.budget).append('[');
            matches.element(match ? left : out);
            out.setWhole(matches.append(']'));
        } else if (match) {
            out.set(left);
        }
    }

    private static int enter(Path.Steps steps, byte[] json, int i, int to, Value out) {
        return json[i] == '{'
                ? object(steps.onObject(), json, i + 1, to, out)
                : array(steps.onArray(), json, i + 1, to, out);
    }

    private static int object(Key key, byte[] json, int from, int to, Value out) {
        Name name = key.name();
        Next next = key.next();
        arm(next, out);
        int i = from;
        while (true) {
            i = Scan.toKey(json, i, to);
            if (i == to || json[i] == '}') {
                return Math.min(i + 1, to);
            }
            int keyEnd = JsonWalk.stringEnd(json, i, to);
            if (keyEnd < 0) {
                return to;
            }
            boolean named = name.matches(json, i + 1, keyEnd - 1, out.budget);
            i = Scan.toValue(json, keyEnd, to);
            if (i == to) {
                return to;
            }
            i = named ? take(next, json, i, to, out) : skip(json, i, to);
            if (i == HIT) {
                return HIT;
            }
        }
    }

    private static int array(Element element, byte[] json, int from, int to, Value out) {
        return switch (element) {
            case Element.Index(var index, var next) -> index(index, next, json, from, to, out);
            case Element.Nothing(var next) -> index(-1, next, json, from, to, out);
            case Element.Count(var next) -> count(next, json, from, to, out);
            case Element.Each each -> each(each, json, from, to, out);
            case Element.Query query -> query(query, json, from, to, out);
        };
    }

    private static int index(long index, Next next, byte[] json, int from, int to, Value out) {
        arm(next, out);
        int i = from;
        for (long at = 0; ; at++) {
            i = Scan.toElement(json, i, to);
            if (i == to || json[i] == ']') {
                return Math.min(i + 1, to);
            }
            i = at == index ? take(next, json, i, to, out) : skip(json, i, to);
            if (i == HIT) {
                return HIT;
            }
        }
    }

    private static int count(Next next, byte[] json, int from, int to, Value out) {
        arm(next, out);
        int i = from;
        for (int count = 0; ; count++) {
            i = Scan.toElement(json, i, to);
            if (i == to || json[i] == ']') {
                byte[] text = decimal(count);
                out.set(text, 0, text.length);
                return HIT;
            }
            i = Scan.end(json, i, to);
            if (i < 0) {
                return to;
            }
        }
    }

    /** Without the text in between, which would be most of what a count allocates. */
    private static byte[] decimal(int count) {
        int digits = 1;
        for (int rest = count; rest > 9; rest /= 10) {
            digits++;
        }
        byte[] text = new byte[digits];
        int rest = count;
        for (int i = digits - 1; i >= 0; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return text;
    }

    private static int each(Element.Each each, byte[] json, int from, int to, Value out) {
        var found = new Made(out.budget).append('[');
        var value = new Value(out.budget);
        int i = from;
        while (true) {
            i = Scan.toElement(json, i, to);
            if (i == to || json[i] == ']') {
                out.setWhole(found.append(']'));
                if (!each.pipe().isHere()) {
                    out.pipe = each.pipe();
                }
                return HIT;
            }
            int end = Scan.end(json, i, to);
            if (end < 0 || !out.budget.spend(end - i)) {
                return to;
            }
            Evaluator.get(each.path(), json, i, end, value);
            found.element(value);
            i = end;
        }
    }

    private static int query(Element.Query query, byte[] json, int from, int to, Value out) {
        armAtOnce(query, out);
        out.budget.spend(Budget.STEP);
        return query.all() ? all(query, json, from, to, out) : first(query, json, from, to, out);
    }

    private static int first(Element.Query query, byte[] json, int from, int to, Value out) {
        var left = out.left();
        int i = from;
        while (true) {
            i = Scan.toElement(json, i, to);
            if (i == to || json[i] == ']') {
                return Math.min(i + 1, to);
            }
            int end = Scan.end(json, i, to);
            if (end < 0 || !out.budget.spend(end - i)) {
                return to;
            }
            if (passes(query, json, i, end, left)) {
                answer(query, json, i, end, left, out);
                out.set(left);
                return HIT;
            }
            i = end;
        }
    }

    /** Not a hit even with matches, as in gjson: after a wildcard the walk goes on, and a later hit replaces them. */
    private static int all(Element.Query query, byte[] json, int from, int to, Value out) {
        var left = out.left();
        var matches = new Made(out.budget).append('[');
        int i = from;
        while (true) {
            i = Scan.toElement(json, i, to);
            if (i == to || json[i] == ']') {
                if (!out.exists()) {
                    out.setWhole(matches.append(']'));
                }
                return Math.min(i + 1, to);
            }
            int end = Scan.end(json, i, to);
            if (end < 0 || !out.budget.spend(end - i)) {
                return to;
            }
            if (passes(query, json, i, end, left)) {
                answer(query, json, i, end, left, out);
                matches.element(left);
            }
            i = end;
        }
    }

    private static boolean passes(Element.Query query, byte[] json, int from, int to, Value left) {
        if (Scan.kind(json, from, to) == Value.Kind.JSON) {
            Evaluator.get(query.of(), json, from, to, left);
        } else if (query.itself()) {
            left.set(json, from, to);
        } else {
            return false;
        }
        return query.comparison().passes(left);
    }

    /** What a matching element is the answer to: itself, or what {@code then} finds in it. */
    private static void answer(Element.Query query, byte[] json, int from, int to, Value answer, Value out) {
        if (query.then().isHere()) {
            answer.set(json, from, to);
        } else {
            arm(query.pipe(), out);
            Evaluator.get(query.then(), json, from, to, answer);
        }
    }

    /** The value at {@code i} is the one that was asked for: the answer, or the way to it. */
    private static int take(Next next, byte[] json, int i, int to, Value out) {
        if (next instanceof Next.Into(var steps)) {
            return json[i] == '{' || json[i] == '[' ? enter(steps, json, i, to, out) : skip(json, i, to);
        }
        int end = Scan.end(json, i, to);
        if (end < 0) {
            return to;
        }
        out.set(json, i, end);
        return HIT;
    }

    private static int skip(byte[] json, int i, int to) {
        int end = Scan.end(json, i, to);
        return end < 0 ? to : end;
    }

    /** Without a {@code then} the pipe waits for the outcome even when nothing matches. */
    private static void armAtOnce(Element.Query query, Value out) {
        if (query.then().isHere()) {
            arm(query.pipe(), out);
        }
    }

    private static void arm(Next next, Value out) {
        if (next instanceof Next.Pipe(var path)) {
            out.pipe = path;
        }
    }

    private static void arm(Path pipe, Value out) {
        if (!pipe.isHere()) {
            out.pipe = pipe;
        }
    }
}

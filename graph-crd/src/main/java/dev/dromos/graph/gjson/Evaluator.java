package dev.dromos.graph.gjson;

import dev.dromos.graph.gjson.Path.Multipath;
import dev.dromos.graph.json.JsonBuffer;

/**
 * Asks a path of a value: the loop over pipes, modifiers, literals and multipaths; {@link Walk} does what is between
 * them.
 */
final class Evaluator {
    /**
     * Bytes that one step of a path may make out of a body. Each {@code [@this,@this]} doubles its input and each
     * {@code @tostr} its backslashes, so a short path could fill any memory; past this it finds nothing.
     */
    static final int MAX_MADE = 32 << 20;

    private Evaluator() {}

    /** Finds what {@code path} means at {@code json[from, to)} and writes it to {@code out}. */
    static void get(Path path, byte[] json, int from, int to, Value out) {
        Path rest = path;
        byte[] source = json;
        int start = from;
        int end = to;
        while (true) {
            switch (rest) {
                case Path.Here() -> {
                    out.parse(source, start, end);
                    return;
                }
                case Path.Never() -> {
                    out.clear();
                    return;
                }
                case Path.Steps steps -> {
                    Walk.into(steps, source, start, end, out);
                    rest = out.pipe;
                    if (rest.isHere()) {
                        return;
                    }
                }
                case Path.Lines(var element) -> {
                    Walk.lines(element, source, start, end, out);
                    rest = out.pipe;
                    if (rest.isHere()) {
                        return;
                    }
                }
                case Path.Whole(var query) -> {
                    Walk.whole(query, source, start, end, out);
                    rest = out.pipe;
                    if (rest.isHere()) {
                        return;
                    }
                }
                case Path.Modified(var modifier, var then) -> {
                    Modifiers.apply(modifier, source, start, end, out);
                    rest = then;
                }
                case Path.Literal(var text, var then) -> {
                    out.json = text.bytes();
                    out.from = 0;
                    out.to = text.length();
                    rest = then;
                }
                case Multipath multipath -> {
                    collect(multipath, source, start, end, out);
                    rest = multipath.rest();
                    if (rest.isHere()) {
                        return;
                    }
                }
            }
            source = out.json;
            start = out.from;
            end = out.to;
            if (end - start > Math.max(MAX_MADE, to - from)) {
                out.clear();
                return;
            }
        }
    }

    /** Splices the members that exist into a new array or object. */
    private static void collect(Multipath multipath, byte[] json, int from, int to, Value out) {
        var spliced = new JsonBuffer(to - from + 16);
        var member = new Value();
        spliced.append(multipath.object() ? '{' : '[');
        for (var each : multipath.members()) {
            get(each.path(), json, from, to, member);
            if (member.exists() && spliced.length() <= MAX_MADE) {
                if (spliced.length() > 1) {
                    spliced.append(',');
                }
                spliced.append(each.key().bytes()).append(member.json, member.from, member.to);
            }
        }
        out.setWhole(spliced.append(multipath.object() ? '}' : ']'));
    }
}

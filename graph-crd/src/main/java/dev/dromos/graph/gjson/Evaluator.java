package dev.dromos.graph.gjson;

import dev.dromos.graph.gjson.Path.Multipath;

/**
 * Asks a path of a value: the loop over pipes, modifiers, literals and multipaths; {@link Walk} does what is between
 * them.
 */
final class Evaluator {
    private Evaluator() {}

    /** Finds what {@code path} means at {@code json[from, to)} and writes it to {@code out}. */
    static void get(Path path, byte[] json, int from, int to, Value out) {
        if (out.budget.enter()) {
            follow(path, json, from, to, out);
        } else {
            out.clear();
        }
        out.budget.leave();
    }

    private static void follow(Path path, byte[] json, int from, int to, Value out) {
        Path rest = path;
        byte[] source = json;
        int start = from;
        int end = to;
        while (out.budget.spend(Budget.STEP)) {
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
        }
        out.clear();
    }

    /** Splices the members that exist into a new array or object. */
    private static void collect(Multipath multipath, byte[] json, int from, int to, Value out) {
        var spliced = new Made(out.budget).append(multipath.object() ? '{' : '[');
        var member = new Value(out.budget);
        for (var each : multipath.members()) {
            get(each.path(), json, from, to, member);
            if (out.budget.isSpent()) {
                break;
            }
            if (member.exists()) {
                byte[] key = each.key().bytes();
                spliced.separate().append(key, 0, key.length).append(member);
            }
        }
        out.setWhole(spliced.append(multipath.object() ? '}' : ']'));
    }
}

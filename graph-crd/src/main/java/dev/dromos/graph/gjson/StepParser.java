package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonBuffer;

/** Reads one component of a path, both ways: as a key of an object and as a place in an array. */
final class StepParser {
    private final byte[] text;
    private final PathParser paths;
    private final Flaws flaws;
    private final QueryParser queries;

    StepParser(byte[] text, PathParser paths, Flaws flaws) {
        this.text = text;
        this.paths = paths;
        this.flaws = flaws;
        this.queries = new QueryParser(text, paths, flaws);
    }

    /** The reading that was meant comes first, so that what is read twice is complained about once. */
    Path.Steps steps(int from, int to) {
        if (from < to && text[from] == '#') {
            Element element = element(from, to);
            Key key = flaws.quietly(() -> key(from, to));
            return new Path.Steps(key, element);
        }
        Key key = key(from, to);
        Element element = flaws.quietly(() -> element(from, to));
        return new Path.Steps(key, element);
    }

    private Key key(int from, int to) {
        var name = new JsonBuffer(to - from);
        boolean wild = false;
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (b == '.' || b == '|') {
                return new Key(name(name, wild), next(i, to));
            }
            if (b == '\\') {
                i++;
                if (i < to) {
                    name.append(text, i, i + 1);
                }
            } else {
                wild |= b == '*' || b == '?';
                name.append(text, i, i + 1);
            }
        }
        return new Key(name(name, wild), new Next.End());
    }

    private static Key.Name name(JsonBuffer name, boolean wild) {
        Utf8 text = Utf8.of(name.toByteArray(), 0, name.length());
        return wild ? new Key.Name.Like(Glob.of(text)) : new Key.Name.Exact(text);
    }

    /** What follows the dot or pipe at {@code i}. */
    private Next next(int i, int to) {
        if (text[i] == '|' || beginsPath(i + 1, to)) {
            return new Next.Pipe(paths.path(i + 1, to));
        }
        return new Next.Into(paths.steps(i + 1, to));
    }

    /** Whether a modifier or multipath begins here: a dot before it is as good as a pipe. */
    private boolean beginsPath(int at, int to) {
        if (at >= to) {
            return false;
        }
        return switch (text[at]) {
            case '[', '{' -> true;
            case '@' -> ModifierParser.isModifier(PathText.string(text, at + 1, PathText.wordEnd(text, at + 1, to)));
            default -> false;
        };
    }

    Element element(int from, int to) {
        if (to - from > 1 && text[from] == '#') {
            if (text[from + 1] == '.') {
                return each(from + 2, to);
            }
            if (text[from + 1] == '(' || text[from + 1] == '[') {
                return queries.query(from, to);
            }
        }
        boolean hash = false;
        int i = from;
        while (i < to && text[i] != '|' && text[i] != '.') {
            hash |= text[i] == '#';
            i++;
        }
        Next next =
                i == to ? new Next.End() : hash && text[i] == '.' ? new Next.Into(paths.steps(i + 1, to)) : next(i, to);
        if (!hash) {
            return new Element.Index(index(from, i), next);
        }
        return i == from + 1 ? new Element.Count(next) : new Element.Nothing(next);
    }

    private Element each(int from, int to) {
        int pipe = PathText.outerPipe(text, from, to);
        return pipe < 0
                ? new Element.Each(paths.path(from, to), new Path.Here())
                : new Element.Each(paths.path(from, pipe), paths.path(pipe + 1, to));
    }

    /** A number of any length; too long a one wraps around, as in gjson. */
    private long index(int from, int to) {
        long index = 0;
        for (int i = from; i < to; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return -1;
            }
            index = index * 10 + text[i] - '0';
        }
        return from == to ? -1 : index;
    }
}

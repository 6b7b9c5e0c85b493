package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonWalk;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a path's text into a {@link Path}. There is no such thing as a syntax error: whatever is malformed means
 * something else, mostly a key of that name, and {@link Flaws} says so.
 *
 * <p>Parts of the text are named by where they begin and end, and each part is read once: an object and an array read
 * the same rest of a path at different places of the tree.
 */
final class PathParser {
    /** Components after or inside each other; the frames of so many fit on any stack. */
    private static final int MAX_DEPTH = 256;

    /** Parts read in all. */
    private static final int MAX_PARTS = 4096;

    private static final Path.Steps UNREAD = new Path.Steps(
            new Key(new Key.Name.Exact(Utf8.of("")), new Next.End()), new Element.Nothing(new Next.End()));

    private final byte[] text;
    private final Flaws flaws;
    private final Map<Long, Path> paths = new HashMap<>();
    private final Map<Long, Path.Steps> steps = new HashMap<>();
    private final StepParser stepParser;
    private final ModifierParser modifiers;
    private final MultipathParser multipaths;
    private int depth;
    private boolean tooComplex;

    PathParser(byte[] text, Flaws flaws) {
        this.text = text;
        this.flaws = flaws;
        this.stepParser = new StepParser(text, this, flaws);
        this.modifiers = new ModifierParser(text, this);
        this.multipaths = new MultipathParser(text, this, flaws);
    }

    Path parse() {
        Path path = path(0, text.length);
        if (!tooComplex) {
            return path;
        }
        flaws.addAlways(
                0, PathFlaw.Kind.TOO_COMPLEX, "more than %d components or %d levels".formatted(MAX_PARTS, MAX_DEPTH));
        return new Path.Never();
    }

    /** Reads {@code text[from, to)} where anything may begin a path. */
    Path path(int from, int to) {
        Path known = paths.get(part(from, to));
        if (known != null) {
            return known;
        }
        if (!enter()) {
            return UNREAD;
        }
        Path path = readPath(from, to);
        depth--;
        paths.put(part(from, to), path);
        return path;
    }

    /** Reads {@code text[from, to)} where only keys and indexes may begin: after a dot. */
    Path.Steps steps(int from, int to) {
        Path.Steps known = steps.get(part(from, to));
        if (known != null) {
            return known;
        }
        if (!enter()) {
            return UNREAD;
        }
        Path.Steps read = stepParser.steps(from, to);
        depth--;
        steps.put(part(from, to), read);
        return read;
    }

    /**
     * Reads what follows a modifier, literal or multipath that ends at {@code at}; without a dot or pipe nothing
     * does.
     */
    Path rest(int at, int to) {
        return at < to && (text[at] == '|' || text[at] == '.') ? path(at + 1, to) : new Path.Here();
    }

    private Path readPath(int from, int to) {
        if (to - from > 1) {
            switch (text[from]) {
                case '@' -> {
                    var modifier = modifiers.parse(from, to);
                    if (modifier.isPresent()) {
                        var parsed = modifier.get();
                        return new Path.Modified(parsed.modifier(), rest(parsed.end(), to));
                    }
                    String name = PathText.string(text, from, PathText.wordEnd(text, from + 1, to));
                    flaws.add(
                            from,
                            PathFlaw.Kind.UNKNOWN_MODIFIER,
                            "`%s` is no modifier, it is read as a key".formatted(name));
                }
                case '!' -> {
                    int end = literalEnd(from + 1, to);
                    if (end >= 0) {
                        return new Path.Literal(Utf8.of(text, from + 1, end), rest(end, to));
                    }
                }
                case '[', '{' -> {
                    return multipaths.parse(from, to);
                }
                case '.' -> {
                    if (text[from + 1] == '.') {
                        return new Path.Lines(stepParser.element(from + 2, to));
                    }
                }
                default -> {}
            }
        }
        return steps(from, to);
    }

    /** The end of the JSON that a {@code !} puts into the path, negative when none follows it. */
    private int literalEnd(int from, int to) {
        if (from < to && "{[\"+-0123456789".indexOf(text[from]) >= 0) {
            return JsonWalk.containerEnd(text, from, to);
        }
        int end = from;
        while (end < to && text[end] != '|' && text[end] != '.') {
            end++;
        }
        return switch (PathText.string(text, from, end).toLowerCase(Locale.ROOT)) {
            case "true", "false", "null", "nan", "inf" -> end;
            default -> -1;
        };
    }

    private boolean enter() {
        if (depth == MAX_DEPTH || paths.size() + steps.size() >= MAX_PARTS) {
            tooComplex = true;
            return false;
        }
        depth++;
        return true;
    }

    private static long part(int from, int to) {
        return ((long) from << 32) | to;
    }
}

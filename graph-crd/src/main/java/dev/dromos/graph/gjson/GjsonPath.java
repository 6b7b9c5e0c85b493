package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonSlice;
import dev.dromos.graph.json.JsonString;
import java.util.List;
import java.util.Optional;

/**
 * A path of gjson v1.18, parsed once and then asked of any number of documents, from any number of threads.
 *
 * <p>Documents are bytes that hold valid JSON; callers check that first, as KServe does ({@link
 * dev.dromos.graph.json.JsonText}). On other bytes every answer is possible and none does harm.
 *
 * <p>Differs from gjson, knowingly, in three things. A path that would read or write far more than its document (some
 * 32 bytes for each, twice its size and 12 MiB) finds nothing, so that neither time nor memory is a client's to spend.
 * One of thousands of components finds nothing either ({@link PathFlaw.Kind#TOO_COMPLEX}). And an unclosed query inside
 * an unclosed multipath, {@code b|!"x"|[#(<="a)...#.a,a}, finds {@code []} in {@code []} where gjson finds nothing.
 */
public final class GjsonPath {
    /** For the answers of plain paths that are only asked whether there is one: a condition allocates nothing. */
    private static final ThreadLocal<Value> PLAIN = ThreadLocal.withInitial(() -> new Value(Budget.UNNEEDED));

    private final String text;
    private final Path path;
    private final boolean plain;
    private final List<PathFlaw> flaws;

    private GjsonPath(String text, Path path, List<PathFlaw> flaws) {
        this.text = text;
        this.path = path;
        this.plain = Plain.is(path);
        this.flaws = flaws;
    }

    /** Parses a path; any text is a path, and what may be wrong with it is in {@link #flaws}. */
    public static GjsonPath parse(String text) {
        byte[] utf8 = JsonString.utf8(text);
        var flaws = new Flaws(utf8);
        if (utf8.length == 0) {
            flaws.addAlways(0, PathFlaw.Kind.EMPTY_PATH, "the path is empty");
        }
        Path path = new PathParser(utf8, flaws).parse();
        flaws.addLogicalOperators(0, utf8.length);
        return new GjsonPath(text, path, flaws.sorted());
    }

    /** The path as the user wrote it. */
    public String text() {
        return text;
    }

    /** What cannot mean what its author wants, in the order of the text; empty for nearly every path. */
    public List<PathFlaw> flaws() {
        return flaws;
    }

    /** Whether the path finds anything, be it {@code null}: gjson's {@code Result.Exists()}. */
    public boolean exists(byte[] json) {
        return exists(json, 0, json.length);
    }

    /** Whether the path finds anything in {@code json[from, to)}. */
    public boolean exists(byte[] json, int from, int to) {
        if (!plain) {
            return find(json, from, to).exists();
        }
        Value found = PLAIN.get();
        try {
            Evaluator.get(path, json, from, to, found);
            return found.exists();
        } finally {
            found.forget();
        }
    }

    /**
     * What the path finds: gjson's {@code Result.Raw}, where it stands in {@code json} unless the path makes
     * something new.
     */
    public Optional<JsonSlice> get(byte[] json) {
        return get(json, 0, json.length);
    }

    /** What the path finds in {@code json[from, to)}. */
    public Optional<JsonSlice> get(byte[] json, int from, int to) {
        Value found = find(json, from, to);
        return found.exists() ? Optional.of(found.slice()) : Optional.empty();
    }

    private Value find(byte[] json, int from, int to) {
        return find(json, from, to, plain ? Budget.UNNEEDED : Budget.of(to - from));
    }

    /** What the path finds, if that costs no more than {@code budget}; for tests, which ask it afterwards. */
    Value find(byte[] json, int from, int to, Budget budget) {
        var found = new Value(budget);
        Evaluator.get(path, json, from, to, found);
        if (budget.isSpent()) {
            found.clear();
        }
        return found;
    }

    /** Whether it is evaluated without a budget. */
    boolean isPlain() {
        return plain;
    }

    /** Equal when the texts are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof GjsonPath that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}

package dev.dromos.graph.gjson;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Tells which paths read each byte of a body three times at most and make nothing but a count: keys and indexes, and
 * one query of such a path at their end. Nearly every condition is one, and they go without a {@link Budget}.
 */
final class Plain {
    /** By identity: parts of a path are shared between its two readings, and each is looked at once. */
    private final Set<Path.Steps> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private final boolean queries;

    private Plain(boolean queries) {
        this.queries = queries;
    }

    static boolean is(Path path) {
        return new Plain(true).plain(path);
    }

    private boolean plain(Path path) {
        return switch (path) {
            case Path.Here(), Path.Never() -> true;
            case Path.Steps steps -> plain(steps);
            case Path.Whole(var query) -> plain(query);
            case Path.Lines l -> false;
            case Path.Modified m -> false;
            case Path.Literal l -> false;
            case Path.Multipath m -> false;
        };
    }

    private boolean plain(Path.Steps steps) {
        return !seen.add(steps)
                || (steps.onObject().name() instanceof Key.Name.Exact
                        && plain(steps.onObject().next())
                        && plain(steps.onArray()));
    }

    private boolean plain(Next next) {
        return switch (next) {
            case Next.End() -> true;
            case Next.Into(var steps) -> plain(steps);
            case Next.Pipe p -> false;
        };
    }

    private boolean plain(Element element) {
        return switch (element) {
            case Element.Index(var index, var next) -> plain(next);
            case Element.Count(var next) -> plain(next);
            case Element.Nothing(var next) -> plain(next);
            case Element.Each e -> false;
            case Element.Query query -> plain(query);
        };
    }

    private boolean plain(Element.Query query) {
        return queries
                && !query.all()
                && query.pipe().isHere()
                && new Plain(false).plain(query.of())
                && new Plain(false).plain(query.then())
                && !query.comparison().operator().isPattern();
    }
}

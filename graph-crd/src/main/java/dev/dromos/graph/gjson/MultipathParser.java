package dev.dromos.graph.gjson;

import dev.dromos.graph.gjson.Path.Multipath;
import java.util.ArrayList;
import java.util.List;

/** Reads <code>[…]</code> and <code>{…}</code>. */
final class MultipathParser {
    private final byte[] text;
    private final PathParser paths;
    private final Flaws flaws;

    MultipathParser(byte[] text, PathParser paths, Flaws flaws) {
        this.text = text;
        this.paths = paths;
        this.flaws = flaws;
    }

    /**
     * Reads the one at {@code from}. gjson forgets the text of one that is not closed, or has neither dot nor pipe
     * after it.
     */
    Path parse(int from, int to) {
        var members = new Members(text[from] == '{', from + 1);
        int depth = 1;
        for (int i = from + 1; i < to; i++) {
            switch (text[i]) {
                case '\\' -> i++;
                case '"' -> i = PathText.quoteEnd(text, i, to);
                case '@' -> members.at(i);
                case ':' -> members.colon(i, depth);
                case ',' -> {
                    if (depth == 1) {
                        members.end(i);
                    }
                }
                case '[', '(', '{' -> depth++;
                case ']', ')', '}' -> {
                    depth--;
                    if (depth == 0) {
                        members.end(i);
                        return close(members, i + 1, to);
                    }
                }
                default -> {}
            }
        }
        flaws.add(from, PathFlaw.Kind.UNCLOSED_MULTIPATH, "`%c` is not closed".formatted(text[from]));
        return paths.steps(to, to);
    }

    private Path close(Members members, int end, int to) {
        if (end < to && text[end] != '.' && text[end] != '|') {
            return paths.steps(end, to);
        }
        var multipath = new Multipath(members.object, members.read, paths.rest(end, to));
        return isThis(multipath) && multipath.rest() instanceof Path.Steps(var key, Element.Query query)
                ? new Path.Whole(query)
                : multipath;
    }

    private static boolean isThis(Multipath multipath) {
        return !multipath.object()
                && multipath.members().size() == 1
                && multipath.members().getFirst().path() instanceof Path.Modified(Modifier.This(), Path.Here());
    }

    /** The members read so far, and what is known of the current one. */
    private final class Members {
        private final boolean object;
        private final List<Multipath.Member> read = new ArrayList<>();
        private int start;
        private int colon = -1;
        private boolean modifier;

        Members(boolean object, int start) {
            this.object = object;
            this.start = start;
        }

        /** After a modifier a colon is its argument's; gjson sees one only after a dot or pipe. */
        void at(int i) {
            modifier |= text[i - 1] == '.' || text[i - 1] == '|';
        }

        /** The first colon outside brackets ends the member's name. */
        void colon(int i, int depth) {
            if (!modifier && colon < 0 && depth == 1) {
                colon = i;
            }
        }

        void end(int i) {
            int from = colon < 0 ? start : colon + 1;
            Utf8 key = object ? MultipathKey.of(text, start, Math.max(start, colon), from, i) : Utf8.of("");
            read.add(new Multipath.Member(key, paths.path(from, i)));
            start = i + 1;
            colon = -1;
            modifier = false;
        }
    }
}

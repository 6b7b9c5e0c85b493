package dev.dromos.graph.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the user's own words stand in a message: in backticks, on one line, not too long, and never able to look like another message. */
final class Words {

    /** Characters of one quoted word; a longer one is cut. */
    static final int LONGEST = 120;

    /** Characters of another part's message that is passed on. */
    private static final int LONGEST_MESSAGE = 400;

    /** Names listed before the rest is only counted. */
    private static final int MOST_LISTED = 10;

    /** Nodes of a cycle that are drawn to each side before those between are only counted. */
    private static final int MOST_DRAWN = 16;

    /** Characters of a word that a suggestion is made for: nobody mistypes a longer one by a letter. */
    private static final int LONGEST_SUGGESTED = 40;

    /** Known words that are compared with; more than a graph has by default, and few enough to cost nothing. */
    private static final int MOST_COMPARED = 256;

    private Words() {}

    static String quote(String word) {
        return "`" + escape(word).replace("`", "\\`") + "`";
    }

    /** {@code `a`, `b` and `c`}, or {@code nothing}. */
    static String list(Collection<String> words) {
        if (words.isEmpty()) {
            return "nothing";
        }
        var shown = words.stream().limit(MOST_LISTED).map(Words::quote).collect(Collectors.joining(", "));
        return words.size() <= MOST_LISTED ? shown : shown + " and %d more".formatted(words.size() - MOST_LISTED);
    }

    /** {@code a -> b -> a}; the middle of a very long way is left out. */
    static String way(List<String> nodes) {
        int hidden = nodes.size() - 2 * MOST_DRAWN;
        if (hidden <= 1) {
            return arrows(nodes);
        }
        return arrows(nodes.subList(0, MOST_DRAWN))
                + " -> (%d more) -> ".formatted(hidden)
                + arrows(nodes.subList(nodes.size() - MOST_DRAWN, nodes.size()));
    }

    private static String arrows(List<String> nodes) {
        return nodes.stream().map(Words::escape).collect(Collectors.joining(" -> "));
    }

    /** {@code , did you mean `x`}, or nothing when no known word is near enough to be meant. */
    static String didYouMean(String word, Collection<String> known) {
        return closest(word, known).map(near -> ", did you mean " + quote(near)).orElse("");
    }

    static String escape(String word) {
        return escape(word, LONGEST);
    }

    /** A message of a parser, which may hold anything of the text it parsed. */
    static String message(String text) {
        return escape(text, LONGEST_MESSAGE);
    }

    private static String escape(String word, int longest) {
        int length = word.codePointCount(0, word.length());
        return length <= longest
                ? Printable.of(word)
                : Printable.of(word.substring(0, word.offsetByCodePoints(0, longest))) + "…";
    }

    static Optional<String> closest(String word, Collection<String> known) {
        if (word.length() > LONGEST_SUGGESTED) {
            return Optional.empty();
        }
        return known.stream()
                .limit(MOST_COMPARED)
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= nearEnough(candidate))
                .map(candidate -> new Near(candidate, distance(word, candidate, nearEnough(candidate))))
                .filter(near -> near.distance() <= nearEnough(near.word()))
                .min(Comparator.comparingInt(Near::distance).thenComparing(Near::word))
                .map(Near::word);
    }

    /** A known word and how far it is from the one that was written. */
    private record Near(String word, int distance) {}

    private static int nearEnough(String candidate) {
        return candidate.length() <= 4 ? 1 : 2 + candidate.length() / 10;
    }

    /**
     * Insertions, deletions, substitutions and swaps of neighbours between two words, capitals not counted. Two rows of the table
     * without a way below {@code most} end the count: the answer is then only known to be more.
     */
    private static int distance(String left, String right, int most) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        int leastBefore = 0;
        for (int i = 0; i <= a.length(); i++) {
            int least = Integer.MAX_VALUE;
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
                least = Math.min(least, cost[i][j]);
            }
            if (Math.min(least, leastBefore) > most) {
                return least;
            }
            leastBefore = least;
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int differs = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j - 1] + differs, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}

package dev.dromos.graph.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the user's own words stand in a message: in backticks, on one line, not too long, and never able to look like another message. */
final class Words {

    /** Characters of one quoted word; a longer one is cut. */
    private static final int LONGEST = 120;

    /** Characters of another part's message that is passed on. */
    private static final int LONGEST_MESSAGE = 400;

    /** Names listed before the rest is only counted. */
    private static final int MOST_LISTED = 10;

    private Words() {}

    static String quote(String word) {
        return "`" + escape(word) + "`";
    }

    /** {@code `a`, `b` and `c`}, or {@code nothing}. */
    static String list(Collection<String> words) {
        if (words.isEmpty()) {
            return "nothing";
        }
        var shown = words.stream().limit(MOST_LISTED).map(Words::quote).collect(Collectors.joining(", "));
        return words.size() <= MOST_LISTED ? shown : shown + " and %d more".formatted(words.size() - MOST_LISTED);
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
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= nearEnough(candidate))
                .filter(candidate -> distance(word, candidate) <= nearEnough(candidate))
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int nearEnough(String candidate) {
        return candidate.length() <= 4 ? 1 : 2 + candidate.length() / 10;
    }

    /** Insertions, deletions, substitutions and swaps of neighbours between two words, capitals not counted. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
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

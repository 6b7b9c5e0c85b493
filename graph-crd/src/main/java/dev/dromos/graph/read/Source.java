package dev.dromos.graph.read;

import dev.dromos.graph.problem.Position;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A text with its name, and its lines: {@code \n}, {@code \r\n} and {@code \r} end one. A byte order mark is not part of it. */
public final class Source {
    private final String name;
    private final String text;
    private final int[] lineStarts;
    /** Characters before each index of the text; empty when every character is one {@code char} and so index and count agree. */
    private final int[] charactersBefore;
    /** The index in the text of each character; empty likewise. */
    private final int[] indexOfCharacter;

    private Source(String name, String text) {
        this.name = name;
        this.text = text;
        this.lineStarts = lineStarts(text);
        boolean narrow = text.chars().noneMatch(c -> Character.isSurrogate((char) c));
        this.charactersBefore = narrow ? new int[0] : new int[text.length() + 1];
        this.indexOfCharacter = narrow ? new int[0] : new int[text.codePointCount(0, text.length()) + 1];
        if (!narrow) {
            countCharacters();
        }
    }

    /** The name is only shown; a byte order mark at the start of the text is dropped. */
    public static Source of(String name, String text) {
        return new Source(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** The line around a place, at most so many characters to each side: JSON is often one very long line. */
    public Excerpt around(Position at, int most) {
        int lineStart = lineStarts[at.line() - 1];
        int character = characters(lineStart) + at.column() - 1;
        int middle = index(character);
        int start = Math.max(lineStart, index(character - most));
        int limit = index(character + most);
        int end = middle;
        while (end < limit && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        boolean goesOn = end == limit && end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r';
        return new Excerpt(text.substring(start, middle), text.substring(middle, end), start > lineStart, goesOn);
    }

    /**
     * A part of a line.
     *
     * @param before what is left of the place
     * @param after what is at the place and right of it
     * @param cutBefore whether the line has more to the left
     * @param cutAfter whether it has more to the right
     */
    public record Excerpt(String before, String after, boolean cutBefore, boolean cutAfter) {}

    /** Where an index of the text stands; one outside the text stands at its nearest end. */
    public Position position(int index) {
        int inside = Math.clamp(index, 0, text.length());
        int found = Arrays.binarySearch(lineStarts, inside);
        int line = found >= 0 ? found : -found - 2;
        return new Position(line + 1, characters(inside) - characters(lineStarts[line]) + 1);
    }

    /** The index of the text where its n-th character (code point) starts. */
    int index(int character) {
        int last = indexOfCharacter.length == 0 ? text.length() : indexOfCharacter.length - 1;
        int inside = Math.clamp(character, 0, last);
        return indexOfCharacter.length == 0 ? inside : indexOfCharacter[inside];
    }

    private int characters(int index) {
        return charactersBefore.length == 0 ? index : charactersBefore[index];
    }

    private void countCharacters() {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean secondHalf =
                    i > 0 && Character.isLowSurrogate(text.charAt(i)) && Character.isHighSurrogate(text.charAt(i - 1));
            if (!secondHalf) {
                indexOfCharacter[count] = i;
                count++;
            }
            charactersBefore[i] = count - 1;
        }
        charactersBefore[text.length()] = count;
        indexOfCharacter[count] = text.length();
    }

    private static int[] lineStarts(String text) {
        var starts = IntStream.builder().add(0);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if ((c == '\n' || c == '\r') && !pair) {
                starts.add(i + 1);
            }
        }
        return starts.build().toArray();
    }
}

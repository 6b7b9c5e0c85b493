package dev.dromos.graph.problem;

/**
 * A place in a text. Columns count characters as a reader sees them (code points), not bytes.
 *
 * @param line from 1
 * @param column from 1
 */
public record Position(int line, int column) {

    /** The first character of a text, and the place of what has no other. */
    public static final Position START = new Position(1, 1);
}

package dev.dromos.graph.gjson;

/**
 * Something in a path that gjson accepts and that cannot mean what its author wants.
 *
 * @param offset in UTF-16 units of the path's text, from 0
 * @param message lower case, without a full stop, the path's own words in backticks
 */
public record PathFlaw(int offset, Kind kind, String message) {

    /** What is wrong, and with which effect. */
    public enum Kind {
        /** No text at all: only a key of no characters is found. */
        EMPTY_PATH,
        /** {@code #(} without its end: everything after it is swallowed. */
        UNCLOSED_QUERY,
        /** {@code [} or <code>{</code> without its end: the text of it is dropped. */
        UNCLOSED_MULTIPATH,
        /** {@code "} without its end inside a query or multipath. */
        UNCLOSED_QUOTE,
        /** Longer or deeper than any useful path; never evaluated. */
        TOO_COMPLEX,
        /** {@code @name} that is no modifier: a key of that name is looked for. */
        UNKNOWN_MODIFIER,
        /** {@code 'text'}: the quotes count as part of the text. */
        SINGLE_QUOTED,
        /** {@code &&} or {@code ||}: gjson has neither, they are part of the text or number they follow. */
        LOGICAL_OPERATOR
    }
}

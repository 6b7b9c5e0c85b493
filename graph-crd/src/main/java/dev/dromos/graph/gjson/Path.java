package dev.dromos.graph.gjson;

import java.util.List;

/**
 * What a path, or the part of one after a pipe or inside brackets, asks of a value. gjson reads a path while it walks
 * the document, and reads the same text differently at an object and at an array; {@link Steps} holds both readings,
 * so that all reading is done before the first document.
 */
sealed interface Path {

    default boolean isHere() {
        return this instanceof Here;
    }

    /** The end of a path that is not empty: the value itself. */
    record Here() implements Path {}

    /** {@code a.b}, {@code 3}, {@code #(x==1)}: goes into the first object or array of the value. */
    record Steps(Key onObject, Element onArray) implements Path {}

    /** {@code ..#}: the value is read as a list of JSON values without brackets around it (JSON Lines). */
    record Lines(Element element) implements Path {}

    /** {@code @reverse}: the value is changed first, and {@code rest} asked of the outcome. */
    record Modified(Modifier modifier, Path rest) implements Path {}

    /** {@code !"text"}: a value that stands in the path, whatever the document. */
    record Literal(Utf8 json, Path rest) implements Path {}

    /** <code>[a,b]</code> or <code>{a,"k":b}</code>: a new array or object of those members that exist. */
    record Multipath(boolean object, List<Member> members, Path rest) implements Path {
        public Multipath {
            members = List.copyOf(members);
        }

        /**
         * One member of a multipath.
         *
         * @param key with its quotes and colon, empty in an array
         */
        record Member(Utf8 key, Path path) {}
    }

    /**
     * {@code [@this].#(…)}, how a query is asked of a body that is no array: the query is asked of the value at once,
     * without writing the array first.
     */
    record Whole(Element.Query query) implements Path {}

    /** A path that gjson could follow and we refuse to: longer or deeper than any that a person writes. */
    record Never() implements Path {}
}

package dev.dromos.graph.gjson;

/** A change of a value on its way through a path, with its argument read. */
sealed interface Modifier {

    /** {@code @this}: none. */
    record This() implements Modifier {}

    /** {@code @valid}: none, but what is not JSON becomes nothing. */
    record Valid() implements Modifier {}

    /** {@code @reverse}: elements or members in the opposite order. */
    record Reverse() implements Modifier {}

    /** {@code @keys}: the keys of an object; a {@code null} for each element of an array. */
    record Keys() implements Modifier {}

    /** {@code @values}: the values of an object. */
    record Values() implements Modifier {}

    /** {@code @flatten}: arrays in an array dissolved, one level or {@code deep} all. */
    record Flatten(boolean deep) implements Modifier {}

    /** {@code @join}: the objects of an array as one; with {@code preserve} a key may come more than once. */
    record Join(boolean preserve) implements Modifier {}

    /** {@code @dig:path}: what the path finds in the value and in everything inside it. */
    record Dig(Path path) implements Modifier {}

    /** {@code @tostr}: the JSON text as a JSON string. */
    record ToString() implements Modifier {}

    /** {@code @fromstr}: the text of a JSON string, as JSON. */
    record FromString() implements Modifier {}

    /** {@code @group}: an object of arrays as an array of objects. */
    record Group() implements Modifier {}

    /** {@code @ugly}: without white space. */
    record Ugly() implements Modifier {}

    /** {@code @pretty}: indented. */
    record Pretty(Layout layout) implements Modifier {}

    /**
     * How {@code @pretty} writes.
     *
     * @param width columns, up to which an array stays on one line
     * @param prefix before every line
     */
    record Layout(boolean sortKeys, String indent, String prefix, long width) {
        static final Layout DEFAULT = new Layout(false, "  ", "", 80);
    }
}

package dev.dromos.graph.gjson;

/** One component of a path, read at an array. */
sealed interface Element {

    /**
     * {@code 3}.
     *
     * @param index negative for what is no number, which finds nothing
     */
    record Index(long index, Next next) implements Element {}

    /** {@code #}: how many elements there are. */
    record Count(Next next) implements Element {}

    /**
     * {@code #.path}: an array of what the path finds in each element.
     *
     * @param pipe asked of that array
     */
    record Each(Path path, Path pipe) implements Element {}

    /**
     * {@code #(of op operand).then|pipe}.
     *
     * @param of asked of each element that is an object or array
     * @param itself there is no {@code of}, so elements that are neither can match too
     * @param all {@code #(…)#}: every match, as an array, instead of the first one
     * @param then asked of each match
     * @param pipe asked of the outcome; after a {@code then} only when something matched, as gjson sees it only then
     */
    record Query(Path of, boolean itself, Comparison comparison, boolean all, Path then, Path pipe)
            implements Element {}

    /** A component with a {@code #} that is neither of these: finds nothing in an array. */
    record Nothing(Next next) implements Element {}
}

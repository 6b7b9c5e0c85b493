package dev.dromos.graph.gjson;

/** One component of a path, read at an object: which members it names and what follows. */
record Key(Name name, Next next) {

    /** The names of members that a component stands for. */
    sealed interface Name {

        /** {@code first}, {@code fav\.movie}. */
        record Exact(Utf8 text) implements Name {}

        /** {@code child*}. */
        record Like(Glob glob) implements Name {}

        /** Whether the inside of a JSON string, {@code json[from, to)}, is such a name. */
        default boolean matches(byte[] json, int from, int to, Budget budget) {
            return switch (this) {
                case Exact(var text) -> text.isMeantBy(json, from, to);
                case Like(var glob) -> glob.matchesMeaning(json, from, to, budget);
            };
        }
    }
}

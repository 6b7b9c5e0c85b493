package dev.dromos.examples.models;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What became of reading a part of a request: a value, or what the client did wrong. */
sealed interface Parsed<T> {

    /** It was as it should be. */
    record Value<T>(T value) implements Parsed<T> {}

    /** It was not; the message is for the client. */
    record Mistake<T>(String message) implements Parsed<T> {}

    default <R> Parsed<R> then(Function<T, Parsed<R>> next) {
        return switch (this) {
            case Value<T>(var value) -> next.apply(value);
            case Mistake<T>(var message) -> new Mistake<>(message);
        };
    }

    default <R> Parsed<R> map(Function<T, R> change) {
        return then(value -> new Value<>(change.apply(value)));
    }

    /**
     * Every item's value, or the first item's mistake, which then says which item it is.
     *
     * @param what the name of the list, as the client wrote it
     */
    static <A, B> Parsed<List<B>> each(String what, Iterable<A> items, Function<A, Parsed<B>> parse) {
        var values = new ArrayList<B>();
        for (var item : items) {
            switch (parse.apply(item)) {
                case Value<B>(var value) -> values.add(value);
                case Mistake<B>(var message) -> {
                    return new Mistake<>("%s[%d]: %s".formatted(what, values.size(), message));
                }
            }
        }
        return new Value<>(values);
    }
}

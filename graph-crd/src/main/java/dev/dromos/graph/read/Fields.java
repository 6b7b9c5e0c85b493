package dev.dromos.graph.read;

import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import dev.dromos.graph.problem.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one mapping, taken by name. Every name asked for is a known one, so that {@link #refuseOthers} knows what is left. A
 * value of the wrong type is noted and then absent; its null is that of the facts it goes into, where YAML may omit anything.
 */
final class Fields {

    /** How one value becomes part of the facts; null when it cannot. */
    @FunctionalInterface
    interface Reading<T> {
        @Nullable
        T read(Located value, Path path);
    }

    private final Located.Mapping mapping;
    private final Path path;
    private final Notes notes;
    private final Values values;
    private final SequencedSet<String> known = new LinkedHashSet<>();

    private Fields(Located.Mapping mapping, Path path, Notes notes) {
        this.mapping = mapping;
        this.path = path;
        this.notes = notes;
        this.values = new Values(notes);
    }

    /** The fields of a value; none, with a problem noted, when it is no mapping. */
    static Fields of(Located value, Path path, Notes notes) {
        if (value instanceof Located.Mapping mapping) {
            mapping.faults().forEach(fault -> notes.problem(path, fault));
            return new Fields(mapping, path, notes);
        }
        notes.refuse(path, "a mapping", value);
        return new Fields(new Located.Mapping(new LinkedHashMap<>(), List.of(), value.at()), path, notes);
    }

    /** No fields at all, whatever is asked for. */
    static Fields none(Notes notes) {
        return new Fields(new Located.Mapping(new LinkedHashMap<>(), List.of(), Position.START), Path.root(), notes);
    }

    @Nullable
    String text(String name) {
        return value(name, values::text);
    }

    /** A 64-bit number. */
    @Nullable
    Long whole(String name) {
        return value(name, values::whole);
    }

    /** A 32-bit number. */
    @Nullable
    Integer count(String name) {
        return value(name, values::count);
    }

    /** A duration as Kubernetes writes it. */
    @Nullable
    Duration duration(String name) {
        return value(name, values::duration);
    }

    /** Any value but nothing, as JSON text. */
    @Nullable
    String json(String name) {
        return value(name, values::json);
    }

    /** Texts, null for each item that is none. */
    @Nullable
    List<@Nullable String> textList(String name) {
        return list(name, values::text);
    }

    @Nullable
    Boolean truth(String name) {
        return value(name, values::truth);
    }

    <E extends Enum<E>> @Nullable E word(String name, Class<E> words) {
        return value(name, (value, at) -> values.word(value, at, words));
    }

    /** A mapping that is passed on and not looked into. */
    @Nullable
    SequencedMap<String, @Nullable Object> opaque(String name) {
        return value(name, values::opaqueMapping);
    }

    /** A list that is passed on and not looked into. */
    @Nullable
    List<@Nullable Object> opaqueList(String name) {
        return value(name, values::opaqueList);
    }

    /** A mapping of texts. */
    @Nullable
    SequencedMap<String, @Nullable String> texts(String name) {
        return value(name, (value, at) -> {
            var texts = new LinkedHashMap<String, @Nullable String>();
            Fields.of(value, at, notes).forEach((key, text, place) -> texts.put(key, values.text(text, place)));
            return texts;
        });
    }

    /** The items of a list that could be read; none when it is absent or no list. */
    <T> List<T> items(String name, Reading<T> reading) {
        var items = readable(name, reading);
        return items == null ? List.of() : items;
    }

    /** The items of a list that could be read. */
    <T> @Nullable List<T> readable(String name, Reading<T> reading) {
        var items = list(name, reading);
        if (items == null) {
            return null;
        }
        var readable = new ArrayList<T>();
        for (T item : items) {
            if (item != null) {
                readable.add(item);
            }
        }
        return readable;
    }

    /** The items of a list, null for each that could not be read. */
    <T> @Nullable List<@Nullable T> list(String name, Reading<T> reading) {
        return value(name, (value, at) -> {
            if (!(value instanceof Located.Listing(var listed, var _))) {
                notes.refuse(at, "a list", value);
                return null;
            }
            var items = new ArrayList<@Nullable T>();
            for (int i = 0; i < listed.size(); i++) {
                var item = listed.get(i);
                notes.note(at.item(i), item.at(), item);
                items.add(reading.read(item, at.item(i)));
            }
            return items;
        });
    }

    /** What an absent field, or one that says nothing, gives is null. */
    <T> @Nullable T value(String name, Reading<T> reading) {
        known.add(name);
        var entry = mapping.entries().get(name);
        if (entry == null) {
            return null;
        }
        Path at = note(name, entry);
        return isNothing(entry.value()) ? null : reading.read(entry.value(), at);
    }

    /** Every field, whatever its name. */
    void forEach(EachField each) {
        mapping.entries().forEach((name, entry) -> each.field(name, entry.value(), note(name, entry)));
    }

    /** Takes one field of any name. */
    @FunctionalInterface
    interface EachField {
        void field(String name, Located value, Path path);
    }

    /** Fields that were never asked for, as they are. */
    SequencedMap<String, @Nullable Object> others() {
        var others = new LinkedHashMap<String, @Nullable Object>();
        mapping.entries().forEach((name, entry) -> {
            if (!known.contains(name)) {
                others.put(name, values.anything(entry.value(), note(name, entry)));
            }
        });
        return others;
    }

    /** Notes a problem for every field that was never asked for. */
    void refuseOthers() {
        mapping.entries().forEach((name, entry) -> {
            if (!known.contains(name)) {
                var at = path.field(name);
                notes.note(at, entry.keyAt(), entry.value());
                notes.problem(at, new Mistake.UnknownField(name, List.copyOf(known)));
            }
        });
    }

    /** The place of a scalar is its own; that of a mapping or list is its key's, where a reader looks for it. */
    private Path note(String name, Located.Entry entry) {
        Path at = path.field(name);
        boolean own = entry.value() instanceof Located.Scalar && !isNothing(entry.value());
        Position place = own ? entry.value().at() : entry.keyAt();
        notes.note(at, place, entry.value());
        return at;
    }

    /** Whether a value says as little as if it were not there. */
    static boolean isNothing(Located value) {
        return value instanceof Located.Scalar scalar && scalar.kind() == Located.Kind.NOTHING;
    }
}

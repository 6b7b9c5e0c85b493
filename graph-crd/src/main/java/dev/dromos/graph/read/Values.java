package dev.dromos.graph.read;

import dev.dromos.graph.KubernetesDuration;
import dev.dromos.graph.json.JsonWriting;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Single values as the facts have them. One of another type is noted and gives null, which is what the facts know absence as. */
final class Values {
    /** The truth values of YAML 1.1, which kubectl reads, that mean yes. */
    private static final Set<String> YES = Set.of("true", "yes", "y", "on");

    private final Notes notes;

    Values(Notes notes) {
        this.notes = notes;
    }

    @Nullable
    String text(Located value, Path path) {
        if (value instanceof Located.Scalar scalar && scalar.kind() == Located.Kind.TEXT) {
            return scalar.text();
        }
        boolean quotable = value instanceof Located.Scalar scalar && scalar.kind() != Located.Kind.NOTHING;
        notes.refuse(path, quotable ? "a text (in quotes)" : "a text", value);
        return null;
    }

    @Nullable
    Boolean truth(Located value, Path path) {
        if (value instanceof Located.Scalar scalar && scalar.kind() == Located.Kind.TRUTH) {
            return isYes(scalar);
        }
        notes.refuse(path, "`true` or `false`", value);
        return null;
    }

    @Nullable
    Duration duration(Located value, Path path) {
        if (value instanceof Located.Scalar scalar && scalar.kind() == Located.Kind.TEXT) {
            var duration = KubernetesDuration.parse(scalar.text());
            if (duration.isPresent()) {
                return duration.get();
            }
        }
        notes.refuse(path, KubernetesDuration.EXPECTED, value);
        return null;
    }

    @Nullable
    String json(Located value, Path path) {
        return JsonWriting.of(anything(value, path));
    }

    @Nullable
    Long whole(Located value, Path path) {
        var found = within(value, path, Long.MIN_VALUE, Long.MAX_VALUE);
        return found == null ? null : found.longValueExact();
    }

    @Nullable
    Integer count(Located value, Path path) {
        var found = within(value, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return found == null ? null : found.intValueExact();
    }

    private @Nullable BigInteger within(Located value, Path path, long least, long most) {
        if (!(value instanceof Located.Scalar scalar) || scalar.kind() != Located.Kind.WHOLE) {
            notes.refuse(path, "a whole number", value);
            return null;
        }
        var number = WrittenNumber.whole(scalar.text());
        if (number.isPresent()
                && number.get().compareTo(BigInteger.valueOf(least)) >= 0
                && number.get().compareTo(BigInteger.valueOf(most)) <= 0) {
            return number.get();
        }
        notes.refuse(path, "a whole number from %d to %d".formatted(least, most), value);
        return null;
    }

    <E extends Enum<E>> @Nullable E word(Located value, Path path, Class<E> words) {
        var text = text(value, path);
        if (text == null || text.isEmpty()) {
            return null; // KServe's Go reads an empty text as an absent one
        }
        for (E word : words.getEnumConstants()) {
            if (word.name().equals(text)) {
                return word;
            }
        }
        var known = Arrays.stream(words.getEnumConstants()).map(Enum::name).toList();
        notes.refuse(path, new Mistake.UnknownValue(text, known));
        return null;
    }

    @Nullable
    SequencedMap<String, @Nullable Object> opaqueMapping(Located value, Path path) {
        if (value instanceof Located.Mapping mapping) {
            return mapping(mapping, path);
        }
        notes.refuse(path, "a mapping", value);
        return null;
    }

    @Nullable
    List<@Nullable Object> opaqueList(Located value, Path path) {
        if (value instanceof Located.Listing listing) {
            return list(listing, path);
        }
        notes.refuse(path, "a list", value);
        return null;
    }

    /** Any value as Java's own maps, lists, texts, numbers and truth values, order and digits kept. */
    @Nullable
    Object anything(Located value, Path path) {
        return switch (value) {
            case Located.Mapping mapping -> mapping(mapping, path);
            case Located.Listing listing -> list(listing, path);
            case Located.Scalar scalar -> scalar(scalar);
            case Located.Unreadable(var mistake) -> {
                notes.refuse(path, mistake);
                yield null;
            }
        };
    }

    private SequencedMap<String, @Nullable Object> mapping(Located.Mapping mapping, Path path) {
        mapping.faults().forEach(fault -> notes.problem(path, fault));
        var fields = new LinkedHashMap<String, @Nullable Object>();
        mapping.entries().forEach((name, entry) -> fields.put(name, anything(entry.value(), path.field(name))));
        return fields;
    }

    private List<@Nullable Object> list(Located.Listing listing, Path path) {
        var items = new ArrayList<@Nullable Object>();
        for (Located item : listing.items()) {
            items.add(anything(item, path.item(items.size())));
        }
        return items;
    }

    private static @Nullable Object scalar(Located.Scalar scalar) {
        return switch (scalar.kind()) {
            case TEXT -> scalar.text();
            case WHOLE ->
                WrittenNumber.whole(scalar.text()).<Object>map(Values::shortest).orElse(scalar.text());
            case DECIMAL ->
                WrittenNumber.decimal(scalar.text())
                        .<Object>map(number -> number)
                        .orElse(scalar.text());
            case TRUTH -> isYes(scalar);
            case NOTHING -> null;
        };
    }

    private static Number shortest(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Number) number.longValueExact() : number;
    }

    private static boolean isYes(Located.Scalar scalar) {
        return YES.contains(scalar.text().toLowerCase(Locale.ROOT));
    }
}

package dev.dromos.router.cli;

import dev.dromos.graph.KubernetesDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The texts that a command line gave its flags. What asks for a value throws {@link UnusableFlagException} for a text that is none. */
final class FlagValues {
    private final Map<String, List<String>> texts = new LinkedHashMap<>();

    /** @param text empty for a flag that takes none */
    void add(Flag flag, String text) {
        texts.computeIfAbsent(flag.name(), _ -> new ArrayList<>()).add(text);
    }

    boolean has(Flag flag) {
        return texts.containsKey(flag.name());
    }

    Optional<String> text(Flag flag) {
        return has(flag) ? Optional.of(texts(flag).getLast()) : Optional.empty();
    }

    Optional<Path> path(Flag flag) {
        return text(flag).map(Path::of);
    }

    Optional<Duration> duration(Flag flag) {
        return text(flag)
                .map(text -> KubernetesDuration.parse(text)
                        .orElseThrow(() -> UnusableFlagException.forValue(flag, KubernetesDuration.EXPECTED, text)));
    }

    Optional<Integer> number(Flag flag, int smallest, int largest) {
        return text(flag).map(text -> number(flag, text, smallest, largest));
    }

    /** One of these, by its name in any case. */
    <T extends Enum<T>> Optional<T> choice(Flag flag, T[] values) {
        return text(flag).map(text -> choice(flag, values, text));
    }

    private static <T extends Enum<T>> T choice(Flag flag, T[] values, String text) {
        for (var value : values) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        var names = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        var last = names.size() - 1;
        throw UnusableFlagException.forValue(
                flag, String.join(", ", names.subList(0, last)) + " or " + names.get(last), text);
    }

    /** Of a flag that repeats, whose values are {@code NAME=VALUE}; of one name, the last counts. */
    SequencedMap<String, String> pairs(Flag flag) {
        var pairs = new LinkedHashMap<String, String>();
        for (var text : texts(flag)) {
            int at = text.indexOf('=');
            if (at < 1) {
                throw UnusableFlagException.forValue(flag, flag.label(), text);
            }
            pairs.put(text.substring(0, at), text.substring(at + 1));
        }
        return pairs;
    }

    static int number(Flag flag, String text, int smallest, int largest) {
        try {
            int number = Integer.parseInt(text);
            if (number >= smallest && number <= largest) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        var expected = largest == Integer.MAX_VALUE ? "%d or more" : "%d to %d";
        throw UnusableFlagException.forValue(flag, expected.formatted(smallest, largest), text);
    }

    /** Of a flag that repeats. */
    List<String> texts(Flag flag) {
        return texts.getOrDefault(flag.name(), List.of());
    }
}

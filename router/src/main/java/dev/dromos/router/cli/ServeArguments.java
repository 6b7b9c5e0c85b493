package dev.dromos.router.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a flawless {@code serve} as picocli would, from the same table. Picocli takes a third of the time to the first answer, for help
 * and complaints that a start in a cluster never shows; whatever is not plain here is left to it.
 */
final class ServeArguments {
    private static final String VERB = "serve";

    private ServeArguments() {}

    /** Empty for another verb, and for what may need a word of help: an unknown flag, a value that does not fit. */
    static Optional<ServeSettings> read(String... arguments) {
        if (arguments.length == 0 || !(arguments[0].equals(VERB) || arguments[0].startsWith("--"))) {
            return Optional.empty();
        }
        var flags = Arrays.asList(arguments).subList(arguments[0].equals(VERB) ? 1 : 0, arguments.length);
        try {
            return values(flags).map(ServeFlags::settings);
        } catch (UnusableFlagException _) {
            return Optional.empty(); // found again when picocli has read it, and said with the usage
        }
    }

    private static Optional<FlagValues> values(List<String> arguments) {
        var values = new FlagValues();
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            var argument = rest.next();
            int equals = argument.indexOf('=');
            var flag = named(equals < 0 ? argument : argument.substring(0, equals));
            if (flag.isEmpty()) {
                return Optional.empty();
            }
            boolean takesValue = flag.get().takesValue();
            if (takesValue ? equals < 0 && !rest.hasNext() : equals >= 0) {
                return Optional.empty();
            }
            var value = !takesValue ? "" : equals < 0 ? rest.next() : argument.substring(equals + 1);
            if (takesValue && (value.isEmpty() || value.startsWith("-"))) {
                return Optional.empty();
            }
            values.add(flag.get(), value);
        }
        return Optional.of(values);
    }

    private static Optional<Flag> named(String name) {
        for (var flag : ServeFlags.ALL) {
            if (flag.name().equals(name)) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }
}

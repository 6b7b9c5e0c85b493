package dev.dromos.router.cli;

import dev.dromos.graph.KubernetesDuration;
import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Services;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.router.cli.ServeSettings.Ending;
import dev.dromos.router.cli.ServeSettings.Flags;
import dev.dromos.router.cli.ServeSettings.GraphSource;
import dev.dromos.router.cli.ServeSettings.Listen;
import dev.dromos.router.cli.ServeSettings.Steps;
import dev.dromos.router.ingress.IngressLimits;
import dev.dromos.router.serve.WakeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a flawless {@code serve} as {@link ServeOptions} would. Picocli takes a third of the time to the first answer, for help and
 * complaints that a start in a cluster never shows; whatever is not plain here is left to it.
 */
final class ServeArguments {
    private static final String VERB = "serve";

    private static final List<String> NAMES = List.of(
            "--graph-json",
            "--graph-file",
            "--host",
            "--port",
            "--error-status",
            "--max-request-mib",
            "--max-response-mib",
            "--quiet-period",
            "--grace-period",
            "--wake",
            "--stable-window");

    private static final String TELL_DEADLINE = "--tell-deadline";

    private final Map<String, String> values;

    private ServeArguments(Map<String, String> values) {
        this.values = values;
    }

    /** Empty for another verb, and for what may need a word of help: an unknown flag, a value that does not fit. */
    static Optional<ServeSettings> read(String... arguments) {
        if (arguments.length == 0 || !(arguments[0].equals(VERB) || arguments[0].startsWith("--"))) {
            return Optional.empty();
        }
        var flags = Arrays.asList(arguments).subList(arguments[0].equals(VERB) ? 1 : 0, arguments.length);
        try {
            return values(flags).map(ServeArguments::new).flatMap(ServeArguments::settings);
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // picocli finds it too, and says it well
        }
    }

    /** The last of several counts. */
    private static Optional<Map<String, String>> values(List<String> flags) {
        var values = new LinkedHashMap<String, String>();
        var rest = flags.iterator();
        while (rest.hasNext()) {
            var flag = rest.next();
            if (flag.equals(TELL_DEADLINE)) {
                values.put(flag, "");
                continue;
            }
            int equals = flag.indexOf('=');
            var name = equals < 0 ? flag : flag.substring(0, equals);
            if (!NAMES.contains(name) || (equals < 0 && !rest.hasNext())) {
                return Optional.empty();
            }
            var value = equals < 0 ? rest.next() : flag.substring(equals + 1);
            if (value.isEmpty() || value.startsWith("-")) {
                return Optional.empty();
            }
            values.put(name, value);
        }
        return Optional.of(values);
    }

    private Optional<ServeSettings> settings() {
        var json = text("--graph-json");
        var file = text("--graph-file");
        if (json.isPresent() == file.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new ServeSettings(
                json.<GraphSource>map(GraphSource.Json::new).orElseGet(() -> new GraphSource.File(Path.of(file.get()))),
                CheckOptions.DEFAULT.withServices(new Services.Bound(Map.of())).withControllerForm(),
                new Flags(
                        new Listen(
                                text("--host").orElse(Listen.DEFAULT.host()),
                                number("--port", 0, ServeSettings.LARGEST_PORT, Listen.DEFAULT.port())),
                        limits(),
                        steps(),
                        text("--error-status").map(text -> ErrorStatus.valueOf(text.toUpperCase(Locale.ROOT))),
                        "",
                        wake()),
                new Ending(
                        text("--quiet-period").map(ServeArguments::duration),
                        text("--grace-period").map(ServeArguments::duration)),
                false));
    }

    private IngressLimits limits() {
        int requestBytes = ServeSettings.MIB * number("--max-request-mib", 1, ServeSettings.LARGEST_MIB, 10);
        var standard = IngressLimits.DEFAULT;
        return new IngressLimits(
                requestBytes,
                standard.requests(),
                standard.connections(),
                IngressLimits.heldBytesByDefault(requestBytes),
                standard.headTime());
    }

    private Steps steps() {
        var standard = Steps.DEFAULT;
        return new Steps(
                number("--max-response-mib", 1, ServeSettings.LARGEST_MIB, standard.responseMib()),
                standard.longestWait(),
                values.containsKey(TELL_DEADLINE),
                standard.egress(),
                standard.authorities(),
                standard.identity());
    }

    private WakeSettings wake() {
        return new WakeSettings(
                text("--wake")
                        .map(text -> WakeSettings.Policy.valueOf(text.toUpperCase(Locale.ROOT)))
                        .orElse(WakeSettings.NONE.policy()),
                text("--stable-window").map(ServeArguments::duration).orElse(WakeSettings.STABLE_WINDOW));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private static Duration duration(String text) {
        return KubernetesDuration.parse(text).orElseThrow(() -> new IllegalArgumentException(text));
    }

    private int number(String name, int smallest, int largest, int otherwise) {
        return text(name)
                .map(text -> inRange(Integer.parseInt(text), smallest, largest))
                .orElse(otherwise);
    }

    private static int inRange(int value, int smallest, int largest) {
        if (value < smallest || value > largest) {
            throw new IllegalArgumentException("expected %d to %d, found %d".formatted(smallest, largest, value));
        }
        return value;
    }
}

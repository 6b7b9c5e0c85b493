package dev.dromos.router.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.router.cli.ServeSettings.GraphSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The short way reads what it reads exactly as picocli does, and leaves it everything else. */
final class ServeArgumentsTest {
    private static final Pattern DEFAULT = Pattern.compile("Default: (\\S+)\\.$");

    @Command
    private static final class Holder {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "serve --graph-json {\"nodes\":{}}",
                "--graph-json {\"nodes\":{}}",
                "--graph-json={\"a\":\"b=c\"}",
                "serve --graph-file graph.yaml --port 0",
                "serve --graph-json @x --host 127.0.0.1 --port=9090 --error-status precise",
                "serve --graph-json {} --error-status=KServe --max-request-mib 1 --max-response-mib 2047",
                "serve --graph-json {} --quiet-period 1m30s",
                "serve --graph-json {} --tell-deadline --port 1 --port 2",
                "serve --graph-json {} --limit nodes=200 --limit=steps=100 --limit nodes=300",
                "serve --graph-json {} --service a=http://a/?b=c --service=b=http://b/",
                "serve --graph-file graph.yaml --watch --watch",
                "serve --graph-json {} --wake all",
                "serve --watch-namespace a --watch-namespace=b --selector team=a --list-period 5s",
                "serve --graph-json {} --wake=Likely --stable-window 5m"
            })
    void readsAsPicocliDoes(String line) {
        var arguments = line.split(" ");

        var read = ServeArguments.read(arguments);

        assertThat(read).contains(asPicocli(arguments));
    }

    @ParameterizedTest
    @MethodSource("flags")
    void everyFlagOfTheTableMeansTheSameToBoth(Flag flag) {
        var argument = flag.takesValue() ? flag.name() + "=" + value(flag) : flag.name();
        var graph = source(flag);
        var pair = flag.name().equals("--step-cert") ? "--step-key=k" : "--step-cert=c";
        var partner =
                List.of("--step-cert", "--step-key").contains(flag.name()) ? Stream.of(pair) : Stream.<String>of();
        var arguments = Stream.of(graph, partner, Stream.of(argument))
                .flatMap(part -> part)
                .toArray(String[]::new);

        var read = ServeArguments.read(arguments);

        assertThat(read).contains(asPicocli(arguments));
        assertThat(read).isNotEqualTo(ServeArguments.read("--graph-file=graph.yaml"));
    }

    private static Stream<String> source(Flag flag) {
        if (flag.name().startsWith("--graph") || flag.name().equals("--watch-namespace")) {
            return Stream.of();
        }
        return Stream.of(ServeFlags.OF_NAMESPACES.contains(flag) ? "--watch-namespace=a" : "--graph-file=graph.yaml");
    }

    static List<Flag> flags() {
        return ServeFlags.ALL;
    }

    @Test
    void helpShowsTheTableAndNothingElse() {
        var known = new CommandLine(new ServeCommand(Surroundings.ofThisProcess()));

        FlagOptions.addTo(known, ServeFlags.ALL);

        assertThat(known.getCommandSpec().options())
                .extracting(option -> option.longestName())
                .filteredOn(name -> !List.of("--help", "--version").contains(name))
                .containsExactlyInAnyOrderElementsOf(
                        ServeFlags.ALL.stream().map(Flag::name).toList());
    }

    @Test
    void theDefaultsThatHelpShowsAreThoseThatCount() {
        var told = new ArrayList<>(List.of("--graph-file=graph.yaml"));
        for (var flag : ServeFlags.ALL) {
            var value = DEFAULT.matcher(flag.description());
            if (!ServeFlags.OF_NAMESPACES.contains(flag)
                    && value.find()
                    && flag.description().endsWith("Default: " + value.group(1) + ".")) {
                told.add(flag.name() + "=" + value.group(1));
            }
        }

        var read = ServeArguments.read(told.toArray(String[]::new));

        assertThat(told).hasSize(11);
        assertThat(read).isEqualTo(ServeArguments.read("--graph-file=graph.yaml"));
    }

    @Test
    void withoutAGraphThereIsNowhereToTakeItFrom() {
        assertThat(ServeArguments.read("serve").orElseThrow().graph()).isEqualTo(new GraphSource.Nowhere());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve --help",
                "serve --graph-json",
                "serve --graph-json --port",
                "serve --graph-json {} --graph-file graph.yaml",
                "serve --graph-json {} --watch-namespace a",
                "serve --selector a=b",
                "serve --watch-namespace Team_A",
                "serve --watch-namespace a --service b=http://c/",
                "serve --graph-json {} --list-period 1s",
                "serve --graph-json {} --port 65536",
                "serve --graph-json {} --port eighty",
                "serve --graph-json {} --port=",
                "serve --graph-json {} --max-request-mib 0",
                "serve --graph-json {} --quiet-period soon",
                "serve --graph-json {} --error-status rude",
                "serve --graph-file - --watch",
                "serve --graph-json {} --wake some",
                "serve --graph-json {} --stable-window 0s",
                "serve --graph-json {} --enable-tls",
                "serve --graph-json {} --limit nodes",
                "serve --graph-json {} --limit nodes=0",
                "serve --graph-json {} --limit nods=1",
                "serve --graph-json {} --service a",
                "serve --graph-json {} --egress a,,b",
                "serve --graph-json {} --metrics-path /readyz",
                "serve --graph-json {} --step-cert c",
                "serve --graph-json {} --max-wait 0s",
                "serve --graph-json {} --watch",
                "serve --graph-file a --watch=true",
                "serve --graph-json {} extra",
                "serve --graph-file -",
                "validate --graph-json {}",
                "--version"
            })
    void leavesTheRestToPicocli(String line) {
        assertThat(ServeArguments.read(line.split(" "))).isEmpty();
    }

    /** One that is none of the defaults. */
    private static String value(Flag flag) {
        return switch (flag.label()) {
            case "N" -> "7";
            case "DURATION" -> "7s";
            case "NAME" -> "a";
            case "LABELS" -> "a=b";
            case "NAME=N" -> "nodes=7";
            case "NAME=URL" -> "a=http://a/";
            case "MODE" -> "precise";
            case "STEPS" -> "all";
            case "PATH" -> "/metrics";
            case "WHERE" -> "10.0.0.0/8,example.com";
            case "FILE" -> "7.yaml";
            case "ADDRESS" -> "127.0.0.1";
            case "JSON" -> "{}";
            default -> throw new AssertionError("no value is known for " + flag);
        };
    }

    private static ServeSettings asPicocli(String... arguments) {
        var line = FlagOptions.addTo(new CommandLine(new Holder()), ServeFlags.ALL)
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true);
        var flags = arguments[0].equals("serve")
                ? List.of(arguments).subList(1, arguments.length).toArray(String[]::new)
                : arguments;
        line.parseArgs(flags);
        return ServeFlags.settings(FlagOptions.values(line.getCommandSpec(), ServeFlags.ALL));
    }
}

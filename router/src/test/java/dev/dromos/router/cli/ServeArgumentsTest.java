package dev.dromos.router.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The short way reads what it reads exactly as picocli does, and leaves it everything else. */
final class ServeArgumentsTest {
    /** Seldom given to a router in a cluster, and each with a grammar of its own. */
    private static final List<String> LEFT_TO_PICOCLI = List.of(
            "--service",
            "--limit",
            "--watch",
            "--egress",
            "--step-ca",
            "--step-cert",
            "--step-key",
            "--max-wait",
            "--max-concurrent-requests",
            "--max-connections",
            "--max-held-mib",
            "--header-timeout",
            "--metrics-path");

    @Command
    private static final class Holder {
        @Mixin
        private final ServeOptions options = new ServeOptions();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve --graph-json {\"nodes\":{}}",
                "--graph-json {\"nodes\":{}}",
                "--graph-json={\"a\":\"b=c\"}",
                "serve --graph-file graph.yaml --port 0",
                "serve --graph-json @x --host 127.0.0.1 --port=9090 --error-status precise",
                "serve --graph-json {} --error-status=KServe --max-request-mib 1 --max-response-mib 2047",
                "serve --graph-json {} --quiet-period 1m30s",
                "serve --graph-json {} --tell-deadline --port 1 --port 2",
                "serve --graph-json {} --wake all",
                "serve --graph-json {} --wake=Likely --stable-window 5m"
            })
    void readsAsPicocliDoes(String line) {
        var arguments = line.split(" ");

        var read = ServeArguments.read(arguments);

        assertThat(read).contains(asPicocli(arguments));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "serve --help",
                "serve --graph-json",
                "serve --graph-json --port",
                "serve --graph-json {} --graph-file graph.yaml",
                "serve --graph-json {} --port 65536",
                "serve --graph-json {} --port eighty",
                "serve --graph-json {} --max-request-mib 0",
                "serve --graph-json {} --quiet-period soon",
                "serve --graph-json {} --error-status rude",
                "serve --graph-json {} --wake some",
                "serve --graph-json {} --stable-window 0s",
                "serve --graph-json {} --enable-tls",
                "serve --graph-json {} --limit nodes=200",
                "serve --graph-json {} extra",
                "serve --graph-file -",
                "validate --graph-json {}",
                "--version"
            })
    void leavesTheRestToPicocli(String line) {
        assertThat(ServeArguments.read(line.split(" "))).isEmpty();
    }

    @Test
    void knowsEveryFlag() {
        var unknown = new ArrayList<String>();

        for (var option : new CommandLine(new Holder()).getCommandSpec().options()) {
            var value = switch (option.type().getSimpleName()) {
                case "boolean" -> "";
                case "int" -> "=1";
                case "Policy" -> "=all";
                default -> option.auxiliaryTypes()[0].equals(Duration.class) ? "=1s" : "=kserve";
            };
            var graph = option.longestName().startsWith("--graph") ? List.<String>of() : List.of("--graph-json={}");
            var arguments = new ArrayList<>(graph);
            arguments.add(option.longestName() + value);
            if (ServeArguments.read(arguments.toArray(String[]::new)).isEmpty()) {
                unknown.add(option.longestName());
            }
        }

        assertThat(unknown).containsExactlyInAnyOrderElementsOf(LEFT_TO_PICOCLI);
    }

    private static ServeSettings asPicocli(String... arguments) {
        var holder = new Holder();
        var flags = arguments[0].equals("serve")
                ? List.of(arguments).subList(1, arguments.length).toArray(String[]::new)
                : arguments;
        new CommandLine(holder)
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, new DurationOption())
                .parseArgs(flags);
        return holder.options.settings();
    }
}

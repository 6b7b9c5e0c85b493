package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code kubectl} and the other programs for one API server, as somebody has them at a prompt in the repository. */
final class Kubectl {
    private static final Pattern BLOCK = Pattern.compile("(?s)```console\n(.*?)```");
    private static final Pattern CAUSES = Pattern.compile("(?m)(^\\* .*\n)+");
    private static final String PROMPT = "$ ";

    /** What is another one each time, and what stands for it. */
    private record Changing(Pattern found, String shown) {}

    private static final List<Changing> CHANGING = List.of(
            new Changing(
                    Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
                    "0b9d6c2e-5d9f-4f0c-9a52-7f3a4b1c2d3e"),
            new Changing(Pattern.compile("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"), "2026-01-01T00:00:00Z"),
            new Changing(Pattern.compile("(Resource Version: +)\\d+"), "$11"),
            new Changing(Pattern.compile("(?m)^(\\S+ .*  )\\d+m?\\d*s$"), "$10s"),
            // Where KServe's graphs are known too; the documents that have them say so.
            new Changing(Pattern.compile("(?m)^Warning: short name \"ig\" could also match .*\n"), ""));

    private final ApiServer server;
    private final Path home;

    /** @param home an empty directory, for what they keep */
    Kubectl(ApiServer server, Path home) {
        this.server = server;
        this.home = home;
    }

    /** What happens in a cluster between a command and the next. */
    interface Meanwhile {
        void after(String command);
    }

    /** A document with its {@code console} blocks as they are when their commands are run, in order. */
    String transcript(String document, Meanwhile meanwhile) throws IOException, InterruptedException {
        var shown = new StringBuilder();
        var blocks = BLOCK.matcher(document);
        while (blocks.find()) {
            var said = new StringBuilder("```console\n");
            for (String command : commands(blocks.toMatchResult())) {
                said.append(PROMPT).append(command).append('\n').append(run(command));
                meanwhile.after(command);
            }
            blocks.appendReplacement(shown, Matcher.quoteReplacement(said + "```"));
        }
        return blocks.appendTail(shown).toString();
    }

    private static List<String> commands(MatchResult block) {
        return block.group(1)
                .lines()
                .filter(line -> line.startsWith(PROMPT))
                .map(line -> line.substring(PROMPT.length()))
                .toList();
    }

    /** Whatever a shell runs. Returns what it says on either stream. */
    String run(String command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("bash", "-c", command)
                .directory(Golden.REPOSITORY.toFile())
                .redirectErrorStream(true);
        var environment = builder.environment();
        environment.put("PATH", server.assets() + ":" + environment.get("PATH"));
        environment.put("KUBECONFIG", server.kubeconfig().toString());
        environment.put("HOME", home.toString());
        var process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command).isTrue();
        for (Changing changing : CHANGING) {
            said = changing.found().matcher(said).replaceAll(changing.shown());
        }
        return sorted(said.replaceAll("(?m) +$", ""));
    }

    /** The server goes through the nodes of a graph in any order, and so through what is wrong with them. */
    private static String sorted(String said) {
        return CAUSES.matcher(said)
                .replaceAll(causes -> Matcher.quoteReplacement(
                        causes.group().lines().sorted().collect(Collectors.joining("\n", "", "\n"))));
    }
}

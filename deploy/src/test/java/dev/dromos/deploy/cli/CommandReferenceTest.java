package dev.dromos.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.deploy.Golden;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The {@code console} blocks of the reference are what the command prints. {@code -Dgolden.write=true} rewrites them. */
final class CommandReferenceTest {
    private static final Path REFERENCE = Golden.REPOSITORY.resolve("docs/reference/cli.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```console\n\\$ \\./dromos deploy( ?)([^\n]*)\n.*?```");

    @Test
    void theReferenceShowsWhatTheCommandPrints() throws IOException {
        var text = Files.readString(REFERENCE);
        var shown = new StringBuilder();
        var blocks = BLOCK.matcher(text);
        int commands = 0;
        while (blocks.find()) {
            commands++;
            String said = said(blocks.group(2));
            blocks.appendReplacement(
                    shown,
                    Matcher.quoteReplacement("```console\n$ ./dromos deploy%s%s\n%s```"
                            .formatted(blocks.group(1), blocks.group(2), said)));
        }
        blocks.appendTail(shown);

        assertThat(commands).isGreaterThanOrEqualTo(4);
        Golden.verify(REFERENCE, shown.toString());
    }

    private static String said(String arguments) {
        var out = new StringWriter();
        var surroundings = new Surroundings(
                new ByteArrayInputStream(new byte[0]), new PrintWriter(out, true), new PrintWriter(out, true));
        Deploy.run(surroundings, arguments.split(" ", -1));
        return out.toString();
    }
}

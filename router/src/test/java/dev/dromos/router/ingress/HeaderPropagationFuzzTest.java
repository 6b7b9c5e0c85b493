package dev.dromos.router.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.dromos.nodes.call.Header;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What holds of any patterns and any headers: an input is patterns as in {@code PROPAGATE_HEADERS}, then lines of headers. */
final class HeaderPropagationFuzzTest {

    @FuzzTest
    void whatIsPassedOnWasSentAndIsAllowed(byte[] data) {
        var lines = List.of(new String(data, UTF_8).split("\n", -1));
        var propagation = HeaderPropagation.parse(lines.getFirst());
        var sent = headers(lines.subList(1, lines.size()));
        var headers = MultiMap.caseInsensitiveMultiMap();
        sent.forEach(header -> headers.add(header.name(), header.value()));

        var selected = propagation.select(headers);

        var canonical = sent.stream()
                .map(header -> new Header(CanonicalHeader.of(header.name()), header.value()))
                .toList();
        assertThat(canonical).containsAll(selected);
        assertThat(selected).size().isLessThanOrEqualTo(sent.size());
        assertThat(selected)
                .extracting(header -> header.name().toLowerCase(Locale.ROOT))
                .doesNotContain(
                        "host", "connection", "content-length", "transfer-encoding", "te", "proxy-authorization")
                .noneMatch(connectionNames(sent)::contains)
                .noneMatch(name -> name.startsWith("camel"));
        assertThat(HeaderPropagation.parse(".*").select(headers)).containsAll(selected);
    }

    /** Each is compiled or ignored, none twice; and what is ignored changes nothing about the others. */
    @FuzzTest
    void aPatternIsUsedOrIgnored(byte[] data) {
        var text = new String(data, UTF_8);
        var propagation = HeaderPropagation.parse(text);
        var written = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .toList();

        var found = new ArrayList<>(propagation.ignored());
        propagation.patterns().forEach(pattern -> found.add(pattern.pattern().pattern()));

        assertThat(found).containsExactlyInAnyOrderElementsOf(written);
        assertThat(HeaderPropagation.parse(text).ignored()).isEqualTo(propagation.ignored());
    }

    private static List<Header> headers(List<String> lines) {
        return lines.stream()
                .filter(line -> line.indexOf(':') > 0)
                .map(line -> new Header(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1)))
                .toList();
    }

    private static List<String> connectionNames(List<Header> sent) {
        return sent.stream()
                .filter(header -> header.name().equalsIgnoreCase("connection"))
                .flatMap(header -> Arrays.stream(header.value().split(",", -1)))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
    }
}

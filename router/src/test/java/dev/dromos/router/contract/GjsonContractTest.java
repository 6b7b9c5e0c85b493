package dev.dromos.router.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of the contract's table of GJSON conditions, asked by a Switch of a running router. The rows are in
 * {@code GjsonContractTest/conditions.txt}, the documents they name at its top.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GjsonContractTest {
    private final TestBed bed = new TestBed();

    record Row(String path, String document, boolean matches) {}

    static Stream<Row> rows() {
        var documents = new LinkedHashMap<String, String>();
        return lines().filter(line -> !line.isEmpty() && !line.startsWith("# ")).mapMulti((line, rows) -> {
            var parts = line.split("\t+", -1);
            if (parts[0].equals("doc")) {
                documents.put(parts[1], parts[2]);
            } else {
                rows.accept(new Row(parts[0], document(documents, parts[1]), parts[2].equals("yes")));
            }
        });
    }

    @BeforeAll
    void start() {
        bed.model("m1", 200, "{\"matched\":true}");
    }

    @AfterAll
    void stop() throws Exception {
        bed.stop();
    }

    @ParameterizedTest(name = "gjson {0}")
    @DisplayName("gjson: a Switch takes a step exactly when its path exists")
    @MethodSource("rows")
    void switchTakesThePathThatExists(Row row) throws Exception {
        bed.serve("""
                {"nodes":{"root":{"routerType":"Switch","steps":[{"serviceUrl":"${m1}","condition":%s}]}}}
                """.formatted(Json.text(row.path())));

        var reply = bed.post(row.document());

        assertThat(reply.status()).as(row.toString()).isEqualTo(row.matches() ? 200 : 404);
    }

    private static String document(Map<String, String> known, String name) {
        return Objects.requireNonNullElse(known.get(name), name);
    }

    private static Stream<String> lines() {
        try (var rows = GjsonContractTest.class.getResourceAsStream("GjsonContractTest/conditions.txt")) {
            return List.of(
                    new String(Objects.requireNonNull(rows).readAllBytes(), StandardCharsets.UTF_8).split("\n", -1))
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.dromos.graph.gjson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.dromos.graph.json.JsonSlice;
import dev.dromos.graph.json.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What gjson v1.18.0 itself answered: {@code contract} the rows of the KServe contract, {@code syntax} a path for
 * every feature and trap, {@code generated} random paths over random documents. A line is path, document, {@code
 * Exists()} and {@code Raw}, all but the third as JSON strings, with tabs between. Left out is {@code @pretty} of
 * text that is not JSON.
 */
class GoldenVectorsTest {
    private static final JsonFactory JSON = new JsonFactory();

    private record Vector(String path, String document, boolean exists, String raw) {}

    @ParameterizedTest
    @ValueSource(strings = {"contract", "syntax", "generated"})
    void answersWhatGjsonAnswered(String name) throws IOException {
        List<Vector> vectors = read(name + ".tsv");

        List<Vector> answers = vectors.stream().map(GoldenVectorsTest::answer).toList();

        assertThat(vectors).hasSizeGreaterThanOrEqualTo(80);
        assertThat(answers).containsExactlyElementsOf(vectors);
    }

    private static Vector answer(Vector vector) {
        byte[] document = vector.document().getBytes(UTF_8);
        assertThat(JsonText.isValid(document)).isTrue();
        var path = GjsonPath.parse(vector.path());
        String raw = path.get(document).map(JsonSlice::toString).orElse("");
        return new Vector(vector.path(), vector.document(), path.exists(document), raw);
    }

    private static List<Vector> read(String file) throws IOException {
        var stream = Objects.requireNonNull(GoldenVectorsTest.class.getResourceAsStream(file), file);
        try (var lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            return lines.lines().map(GoldenVectorsTest::vector).toList();
        }
    }

    private static Vector vector(String line) {
        String[] columns = line.split("\t", -1);
        return new Vector(text(columns[0]), text(columns[1]), Boolean.parseBoolean(columns[2]), text(columns[3]));
    }

    private static String text(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

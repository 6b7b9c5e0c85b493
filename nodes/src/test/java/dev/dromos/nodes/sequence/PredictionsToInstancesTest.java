package dev.dromos.nodes.sequence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.body.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract R35 and its part 5. */
class PredictionsToInstancesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"predictions\":[1]}|[1]",
                "{\"predictions\":[\"test\",\"test2\"]}|[\"test\",\"test2\"]",
                "{\"id\":\"x\",\"predictions\":[1],\"parameters\":{}}|[1]",
                "{\"predictions\": [ 1e400, 12345678901234567890, 1.0 ] }|[ 1e400, 12345678901234567890, 1.0 ]",
                "{\"predictions\":[\"<&>\"]}|[\"<&>\"]",
                "{\"predictions\":[null]}|[null]",
                "{\"PREDICTIONS\":[1]}|[1]",
                "{\"Prediction\u017f\":[1]}|[1]",
                "{\"\\u0070redictions\":[1]}|[1]",
                "{\"predictions\":[1],\"Predictions\":[2]}|[2]",
                "{\"predictions\":null,\"predictions\":[2]}|[2]",
                "{\"predictions\":[1],\"instances\":[2]}|[1]",
                "{\"predictions\":[1],\"instances\":null}|[1]",
                "` {\"predictions\":[1]}\n`|[1]"
            })
    void predictionsBecomeInstances(String body, String instances) {
        var mapped = PredictionsToInstances.apply(payload(body));

        assertThat(mapped).hasToString("{\"instances\":" + instances + "}");
        assertThat(mapped.isJson()).isTrue();
        assertThat(mapped.contentType()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"instances\":[1]}",
                "{\"predictions\":[]}",
                "{\"predictions\":[ ]}",
                "{\"predictions\":null}",
                "{\"predictions\":\"1\"}",
                "{\"predictions\":{\"a\":[1]}}",
                "{\"predictions\":[1],\"predictions\":[]}",
                "{\"predictions\":[1],\"predictions\":7}",
                "{\"predictions\":7,\"predictions\":[1]}",
                "{\"predictions\":[1],\"instances\":{}}",
                "{\"predictions\":[1],\"INSTANCES\":\"x\"}",
                "{\"predict\u0131ons\":[1]}",
                "{\"predict\u0130ons\":[1]}",
                "{\"nested\":{\"predictions\":[1]}}",
                "[{\"predictions\":[1]}]",
                "{\"predictions\":[1]}x",
                "{\"predictions\":[1]",
                "null",
                "text"
            })
    void anythingElseStaysAsItIs(String text) {
        var body = payload(text);

        assertThat(PredictionsToInstances.apply(body)).isSameAs(body);
    }

    @Test
    void anEmptyBodyStaysEmpty() {
        assertThat(PredictionsToInstances.apply(Payload.EMPTY)).isSameAs(Payload.EMPTY);
    }

    private static Payload payload(String text) {
        return Payload.of(text.getBytes(UTF_8), "text/plain");
    }
}

package dev.dromos.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.json.JsonText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonBodyTest {

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 102, 103, 104, 10_000})
    void bodiesAreJsonOfExactlyTheSizeAskedFor(int bytes) {
        assertThat(JsonBody.request(bytes)).hasSize(bytes).matches(JsonText::isValid);
        assertThat(JsonBody.answer(bytes)).hasSize(bytes).matches(JsonText::isValid);
    }
}

package dev.dromos.nodes.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WakeUrlTest {

    @ParameterizedTest
    @CsvSource({
        "http://iris/v1/models/iris:predict, http://iris/v1/models/iris",
        "http://iris/v1/models/iris:explain?x=1, http://iris/v1/models/iris",
        "http://iris/v1/models/iris, http://iris/v1/models/iris",
        "http://iris/v1/models/a%20b%3A:predict, http://iris/v1/models/a%20b%3A",
        "http://tf:8501/v1/models/m/versions/2:predict, http://tf:8501/v1/models/m/versions/2",
        "http://gate/serving/team/iris/v1/models/iris:predict, http://gate/serving/team/iris/v1/models/iris",
        "https://iris:8443/v2/models/iris/infer, https://iris:8443/v2/health/ready",
        "http://triton/v2/models/m/versions/1/infer, http://triton/v2/health/ready",
        "http://triton/v2/models/v1/models/infer, http://triton/v2/health/ready",
        "http://gate/team/v2/models/m/generate_stream?key=secret, http://gate/team/v2/health/ready",
        "http://graph/, http://graph/readyz",
        "http://graph, http://graph/readyz",
        "http://llm/openai/v1/chat/completions, http://llm/readyz",
        "http://with_underscore:81/x, http://with_underscore:81/readyz",
        "http://[::1]:81/x, http://[::1]:81/readyz"
    })
    void isLightAndAtTheStepsOwnAddress(URI target, URI expected) {
        assertThat(WakeUrl.of(target)).isEqualTo(expected);
    }
}

package dev.dromos.deploy.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

final class HealthTest {
    @Test
    void oneThatDoesNotWorkAnyMoreIsNotAlive() throws Exception {
        try (var health = Health.start(() -> false, () -> true, new OperatorMetrics(), 0)) {
            assertThat(answer(health, "/healthz")).isEqualTo("503 not alive\n");
            assertThat(answer(health, "/readyz")).isEqualTo("200 ok\n");
        }
    }

    private static String answer(Health health, String path) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:%d%s".formatted(health.port(), path));
            var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }
}

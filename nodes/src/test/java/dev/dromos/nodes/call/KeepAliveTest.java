package dev.dromos.nodes.call;

import static dev.dromos.nodes.call.Calls.await;
import static dev.dromos.nodes.call.Calls.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeepAliveTest {
    private static final Duration LONGEST = Duration.ofSeconds(3);

    @RegisterExtension
    final Calls calls = new Calls();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeout=2           | 2",
                "timeout=5           | 3",
                "timeout=0           | 0",
                "max=100, Timeout= 1 | 1",
                "timeout=\"2\"       | 2",
                "max=100             | 3",
                "timeout=soon        | 3",
                "notimeout=1         | 3",
                "timeout=9999999     | 3",
            })
    void aHintShortensWhatWeAllow(String hint, int seconds) {
        assertThat(KeepAlive.hinted(hint, LONGEST)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Keep-Alive: timeout=0", "Connection: close", "Connection: x, Close"})
    void aConnectionThatIsToEndIsNotUsedAgain(String line) {
        assertThat(connectionsOfTwoCalls("HTTP/1.1 200 OK\r\n" + line)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Keep-Alive: timeout=2", "Connection: keep-alive", "Connection: x"})
    void aConnectionThatMayStayIsUsedAgain(String line) {
        assertThat(connectionsOfTwoCalls("HTTP/1.1 200 OK\r\n" + line)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"Connection: keep-alive, 1", "X-Nothing: said, 2"})
    void anOldServerHasToSaySo(String line, int connections) {
        assertThat(connectionsOfTwoCalls("HTTP/1.0 200 OK\r\n" + line)).isEqualTo(connections);
    }

    @Test
    void anIdleConnectionIsClosedWhenItsHintSaysSo() {
        calls.use(ClientSettings.DEFAULT.withTiming(
                new ClientSettings.Timing(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(30))));
        try (var server =
                FakeModelServer.answering(Answer.of(200, List.of("Keep-Alive: timeout=1"), "{}".getBytes(UTF_8)))) {
            calls.post(server.url());

            Awaitility.await().until(() -> server.connectionsOpen() == 0);
            assertThat(server.connectionsClosedByPeer()).containsExactly(1);
        }
    }

    private int connectionsOfTwoCalls(String head) {
        try (var server = FakeModelServer.answering(Answer.raw(head + "\r\nContent-Length: 2\r\n\r\n{}"))) {
            var call = calls.to(server.url());
            // From one event loop, whose connection it is then.
            Future<StepResult> both =
                    calls.onOneEventLoop(() -> call.call(request("{}")).compose(_ -> call.call(request("{}"))));
            assertThat(await(both)).isInstanceOf(StepResult.Answered.class);
            return server.connectionsOpened();
        }
    }
}

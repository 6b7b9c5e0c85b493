package dev.dromos.deploy.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.deploy.status.News.Weight;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NewsTest {

    @ParameterizedTest(name = "{0}={1} {2}, then {0}={3} {4}: {5}")
    @CsvSource(delimiter = '|', textBlock = """
            GraphValid    |         |                 | False   | Invalid           | Warning GraphInvalid
            GraphValid    | False   | Invalid         | False   | Invalid           | Nothing
            GraphValid    | False   | Invalid         | True    | Valid             | Normal GraphValid
            GraphValid    |         |                 | True    | Valid             | Nothing
            StepsResolved | True    | Resolved        | False   | ServiceNotReady   | Warning ServiceNotReady
            StepsResolved | False   | ServiceNotReady | False   | ServiceMissing    | Warning ServiceMissing
            RouterReady   |         |                 | Unknown | WaitingForKnative | Nothing
            RouterReady   | Unknown | TryingAgain     | Unknown | TryingAgain       | Nothing
            RouterReady   | True    | Answering       | Unknown | TryingAgain       | Warning TryingAgain
            RouterReady   | Unknown | RollingOut      | True    | Answering         | Normal RouterReady
            RouterReady   | True    | Answering       | False   | NameConflict      | Warning NameConflict
            RouterReady   | True    | Answering       | False   | Stopped           | Normal Stopped
            RouterReady   | True    | Answering       | False   | GraphInvalid      | Nothing
            SettingsValid |         |                 | False   | Invalid           | Warning SettingsInvalid
            Ready         | True    | Answering       | False   | Invalid           | Nothing
            """)
    void whatChangesForBetterOrWorseIsNews(
            String type, String oldStatus, String oldReason, String status, String reason, String news) {
        var before = oldStatus == null ? GraphStatus.NONE : status(condition(type, oldStatus, oldReason, "why"));

        var told = News.of(before, status(condition(type, status, reason, "why")));

        assertThat(told)
                .extracting(one -> one.weight() + " " + one.reason())
                .isEqualTo(news.equals("Nothing") ? List.of() : List.of(news));
    }

    @Test
    @DisplayName("O6 a message has at most 1 KiB, and no half character")
    void messagesAreCapped() {
        var wordy = status(condition("GraphValid", "False", "Invalid", "x" + "é".repeat(4000)));

        var told = News.of(GraphStatus.NONE, wordy).getFirst();

        assertThat(told.weight()).isEqualTo(Weight.Warning);
        assertThat(told.message().getBytes(StandardCharsets.UTF_8).length).isBetween(1000, 1024);
        assertThat(told.message()).matches("xé+…");
    }

    private static GraphStatus status(Condition condition) {
        return new GraphStatus("http://chain", "1/1", "Knative", 1L, List.of(condition));
    }

    private static Condition condition(String type, String status, String reason, String message) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .build();
    }
}

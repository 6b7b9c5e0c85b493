package dev.dromos.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.bench.load.JsonBody;
import dev.dromos.bench.load.OneRequest;
import dev.dromos.bench.peer.StepBackend;
import dev.dromos.bench.peer.TestRouter;
import org.junit.jupiter.api.Test;

final class TrainingTest {

    @Test
    void theTrainingGraphRunsToItsEnd() throws Exception {
        try (var backend = StepBackend.start(Training.TARGETS);
                var router = TestRouter.serving(Training.spec(backend.urls(Training.BYTES)))) {
            var reply = OneRequest.post(router.port(), JsonBody.request(Training.BYTES));

            assertThat(reply).get().matches(OneRequest.Reply::isOk);
            assertThat(backend.calls())
                    .as("one each of the choice, two steps and the split, three of the Ensemble")
                    .isEqualTo(7);
        }
    }
}

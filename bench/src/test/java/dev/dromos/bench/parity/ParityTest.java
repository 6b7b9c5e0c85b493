package dev.dromos.bench.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.bench.peer.TestRouter;
import dev.dromos.router.ingress.HeaderPropagation;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A difference that is found is one of the routers. */
final class ParityTest {
    private static final int GRAPHS = 30;

    private final Models models = new Models();
    private final Requests requests = new Requests();

    ParityTest() throws IOException {}

    @AfterEach
    void stop() {
        requests.close();
        models.close();
    }

    @Test
    void aGraphIsServedAndDoesTheSameEachTime() throws Exception {
        var random = new Random(1);
        for (int i = 0; i < GRAPHS; i++) {
            var spec = RandomGraph.spec(random, models.url());
            try (var router = TestRouter.serving(spec, HeaderPropagation.parse(Requests.PROPAGATED))) {
                for (var body : Requests.BODIES) {
                    var first = requests.ask(router.port(), body, models);

                    assertThat(first.status()).isNotEqualTo(Observation.CLOSED);
                    assertThat(requests.ask(router.port(), body, models)).isEqualTo(first);
                }
            }
        }
    }

    @Test
    void whatAStepIsSentIsSeen() throws Exception {
        var spec =
                "{\"nodes\":{\"root\":{\"routerType\":\"Sequence\",\"steps\":[{\"serviceUrl\":\"%s/busy?version=1\"}]}}}"
                        .formatted(models.url());
        try (var router = TestRouter.serving(spec, HeaderPropagation.parse(Requests.PROPAGATED))) {
            var seen = requests.ask(router.port(), "{\"b\":1, \"a\":2}", models);

            assertThat(seen.status()).isEqualTo(503);
            assertThat(seen.body()).isEqualTo("{\"error\":\"busy\"}");
            assertThat(seen.calls())
                    .singleElement()
                    .asString()
                    .startsWith("POST /busy?version=1 ")
                    .contains("content-type=[application/json]")
                    .endsWith("{\"a\":2,\"b\":1}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | answered                  | 200 | Ensemble | SAME",
                "200 | answered                  | 500 | Ensemble | OTHER",
                "0   | closed                      | 200 | Splitter | SPLITTER_OF_A_HUNDRED_AND_ONE",
                "0   | closed                      | 200 | Sequence | OTHER",
                "500 | None of the routes matched | 404 | Switch  | NESTED_SWITCH",
                "500 | None of the routes matched | 200 | Ensemble | MEMBER_OF_ANY_KIND",
                "500 | None of the routes matched | 200 | Switch  | OTHER",
                "500 | json: cannot unmarshal    | 200 | Ensemble | MEMBER_OF_ANY_KIND",
                "500 | json: cannot unmarshal    | 0   | Ensemble | OTHER",
                "500 | no route was selected     | 200 | Ensemble | OTHER",
                "500 | invalid response          | 200 | Ensemble | MEMBER_OF_ANY_KIND",
                "500 | invalid response          | 200 | Sequence | OTHER",
                "-1  | silent                      | -1  | Sequence | OTHER"
            })
    void onlyWhatIsKnownIsOnPurpose(int theirs, String cause, int ours, String type, Verdict verdict) {
        var their = seen(theirs, cause);
        var our = seen(ours, cause);

        assertThat(Verdict.of(their, our, "{\"routerType\":\"%s\"}".formatted(type)))
                .isEqualTo(verdict);
    }

    private static Observation seen(int status, String cause) {
        var body = status < 400 ? "{}" : "{\"error\":\"Failed to process request\",\"cause\":\"%s\"}".formatted(cause);
        return new Observation(status, "application/json", body, List.of());
    }
}

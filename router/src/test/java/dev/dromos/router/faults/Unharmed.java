package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.dromos.router.contract.LogLines;
import dev.dromos.router.contract.TestBed;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What holds after every case, whatever it did to the router: the next request is answered, nothing of one is left, no model server is
 * still at work for one, the router closes without waiting for one, and nothing was logged as an error. It looks at the router of the
 * case, so it is registered after the bed, by {@code @Order}: without one, JUnit goes by a hash of the fields' names.
 *
 * @see Routers for routers that are processes of their own
 */
final class Unharmed implements BeforeEachCallback, AfterEachCallback {
    /** More than a busy machine needs for what takes a millisecond, less than any timer that could hide what is forgotten. */
    static final Duration SOON = Duration.ofSeconds(5);

    private static final String NORMAL =
            "nodes: {root: {routerType: Ensemble, steps: [{name: a, serviceUrl: \"${unharmed}\"}]}}";

    private final TestBed bed;
    private final boolean goesOn;
    private final LogLines log = LogLines.ofAll();

    private Unharmed(TestBed bed, boolean goesOn) {
        this.bed = bed;
        this.goesOn = goesOn;
    }

    /** @param bed of one case */
    Unharmed(TestBed bed) {
        this(bed, false);
    }

    /** @param bed that serves the same graph in every case, to which {@code {}} is a good request */
    static Unharmed sharing(TestBed bed) {
        return new Unharmed(bed, true);
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        log.beforeEach(test);
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        try {
            assertThat(bed.isStopped())
                    .as("bed is stopped before it is looked at")
                    .isFalse();
            if (bed.isServing()) {
                nothingIsLeft(bed); // before the graph is another one, which lets go of everything
            }
            if (goesOn) {
                assertThat(bed.post("{}").status()).isEqualTo(200);
            } else {
                servesAnotherGraph();
            }
            nothingIsLeft(bed);
            await().atMost(SOON).until(() -> bed.models().stream().allMatch(model -> model.requestsRunning() == 0));
            if (!goesOn) {
                assertTimeout(SOON, bed::stop);
            }
            assertThat(log.errors()).isEmpty();
        } finally {
            log.afterEach(test);
        }
    }

    private void servesAnotherGraph() throws Exception {
        bed.model("unharmed", 200, "{\"a\":1}");
        bed.serve(NORMAL);

        bed.post("{}").is(200, "{\"a\":{\"a\":1}}");
    }

    /** No request, no byte of one, and no place at a step. */
    static void nothingIsLeft(TestBed bed) {
        await().pollInterval(Duration.ofMillis(5)).atMost(SOON).untilAsserted(() -> {
            var load = bed.router().load();
            assertThat(load.requests()).as("requests").isZero();
            assertThat(load.heldBytes()).as("bytes held").isZero();
            assertThat(bed.router().stepCalls()).as("places at steps").isZero();
        });
    }

    /** Everything that has been logged during the case, one line each. */
    String logged() {
        return log.text();
    }
}

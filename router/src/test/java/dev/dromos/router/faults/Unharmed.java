package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.dromos.router.contract.TestBed;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * What holds after every case, whatever it did to the router: the next request is answered, nothing of one is left, no model server is
 * still at work for one, the router closes without waiting for one, and nothing was logged as an error. Register it after the bed, so that the bed still runs.
 */
final class Unharmed implements BeforeEachCallback, AfterEachCallback {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String NORMAL =
            "nodes: {root: {routerType: Ensemble, steps: [{name: a, serviceUrl: \"${unharmed}\"}]}}";

    private final TestBed bed;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    Unharmed(TestBed bed) {
        this.bed = bed;
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        log.start();
        root().addAppender(log);
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        try {
            if (bed.isServing()) {
                Aftermath.nothingIsLeft(bed); // before the graph is another one, which lets go of everything
            }
            bed.model("unharmed", 200, "{\"a\":1}");
            bed.serve(NORMAL);

            bed.post("{}").is(200, "{\"a\":{\"a\":1}}");

            Aftermath.nothingIsLeft(bed);
            await().atMost(SOON).until(() -> bed.models().stream().allMatch(model -> model.requestsRunning() == 0));
            assertTimeout(Duration.ofSeconds(5), bed::stop);
            assertThat(log.list)
                    .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.ERROR))
                    .isEmpty();
        } finally {
            root().detachAppender(log);
        }
    }

    /** Everything that has been logged during the case, one line each. */
    String logged() {
        return log.list.stream()
                .map(line -> line.getFormattedMessage() + " " + line.getKeyValuePairs() + "\n")
                .collect(Collectors.joining());
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }
}

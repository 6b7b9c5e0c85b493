package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** What must hold after every fault: nothing of it is left, the next request is answered, and no error was logged. */
final class Aftermath implements AutoCloseable {
    /** More than a busy machine needs for what takes a millisecond, less than any timer that could hide what is forgotten. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private Aftermath() {
        log.start();
        root().addAppender(log);
    }

    /** From now on, errors in the log are noticed. */
    static Aftermath watch() {
        return new Aftermath();
    }

    /** @param bed with a model that answers by now */
    void check(TestBed bed) throws IOException {
        nothingIsLeft(bed);
        assertThat(bed.send(Request.post("{}")).status()).isEqualTo(200);
        assertThat(errors()).isEmpty();
    }

    static void nothingIsLeft(TestBed bed) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(SOON).untilAsserted(() -> {
            var load = bed.router().load();
            assertThat(load.requests()).as("requests").isZero();
            assertThat(load.heldBytes()).as("bytes held").isZero();
            assertThat(bed.router().stepCalls()).as("places at steps").isZero();
        });
    }

    private List<String> errors() {
        return log.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        root().detachAppender(log);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}

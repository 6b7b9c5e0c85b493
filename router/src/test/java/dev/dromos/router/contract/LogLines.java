package dev.dromos.router.contract;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** What is logged in this process while a test runs. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements BeforeEachCallback, AfterEachCallback {
    private final Logger logger;
    private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();

    private LogLines(String logger) {
        this.logger = (Logger) LoggerFactory.getLogger(logger);
    }

    public static LogLines ofAll() {
        return new LogLines(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    public static LogLines of(Class<?> type) {
        return new LogLines(type.getName());
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        lines.clear(); // of the case before, where all cases have one
        start();
        logger.addAppender(this);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        logger.detachAppender(this);
    }

    public List<ILoggingEvent> lines() {
        return List.copyOf(lines);
    }

    /** The messages of those at ERROR. */
    public List<String> errors() {
        return lines.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.ERROR))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** Each with its values, one below the other. */
    public String text() {
        return lines.stream()
                .map(line -> line.getFormattedMessage() + " " + line.getKeyValuePairs() + "\n")
                .collect(Collectors.joining());
    }

    @Override
    protected void append(ILoggingEvent line) {
        lines.add(line);
    }
}

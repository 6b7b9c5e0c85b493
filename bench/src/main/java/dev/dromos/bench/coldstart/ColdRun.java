package dev.dromos.bench.coldstart;

import dev.dromos.bench.load.JsonBody;
import dev.dromos.bench.load.OneRequest;
import dev.dromos.bench.process.Child;
import dev.dromos.bench.process.FreePort;
import dev.dromos.bench.process.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One start.
 *
 * @param millis from before the process was made to the last byte of the first correct answer
 * @param usage at that moment
 */
record ColdRun(double millis, Usage usage) {
    static final int BYTES = 100;

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 1;
    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * Starts a router, asks it until it answers right, and ends it.
     *
     * @param limits puts a command under limits
     * @return empty when it never answers
     */
    static Optional<ColdRun> of(Variant variant, String stepUrl, UnaryOperator<List<String>> limits)
            throws IOException, InterruptedException {
        int port = FreePort.next();
        var body = JsonBody.request(BYTES);
        var expected = JsonBody.answer(BYTES);
        try (var process = Child.start(limits.apply(variant.serving(spec(stepUrl), port)))) {
            while (process.isAlive() && process.age().compareTo(LIMIT) < 0) {
                var right = OneRequest.post(port, body)
                        .filter(reply -> reply.isOk(expected))
                        .isPresent();
                if (right) {
                    return Optional.of(new ColdRun(process.age().toNanos() / NANOS_PER_MILLI, process.usage()));
                }
                Thread.sleep(POLL_MILLIS);
            }
            return Optional.empty();
        }
    }

    static String spec(String stepUrl) {
        return """
                {"nodes": {"root": {"routerType": "Sequence", "steps": [{"serviceUrl": "%s"}]}}}\
                """.formatted(stepUrl);
    }
}

package dev.dromos.bench.coldstart;

import dev.dromos.bench.load.ClosedLoop;
import dev.dromos.bench.load.JsonBody;
import dev.dromos.bench.load.LoadPlan;
import dev.dromos.bench.load.LoadTarget;
import dev.dromos.bench.load.OneRequest;
import dev.dromos.bench.peer.StepBackend;
import dev.dromos.bench.process.Child;
import dev.dromos.bench.process.FreePort;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A run of a router that a JVM learns from: real requests through every kind of node, then an orderly end, at which the JVM writes
 * what it was told to write.
 */
final class Training {
    static final int BYTES = 100;
    static final int TARGETS = 4;
    private static final int CONNECTIONS = 4;
    private static final Duration LOAD = Duration.ofSeconds(2);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** Writing an AOT cache is a JVM run of its own. */
    private static final Duration END_LIMIT = Duration.ofMinutes(3);

    private static final long POLL_MILLIS = 20;

    /** Every kind of node, and every way for a step to be reached, sent something, or left out. */
    private static final String SPEC = """
            {"nodes": {
              "root": {"routerType": "Sequence", "steps": [
                {"nodeName": "choice"},
                {"serviceUrl": "{0}", "data": "$response", "condition": "predictions", "dependency": "Hard"},
                {"nodeName": "split", "data": "$response", "mapPredictionsToInstances": true},
                {"serviceUrl": "{0}", "condition": "[@this].#(predictions.0>0)"},
                {"nodeName": "all"}]},
              "choice": {"routerType": "Switch", "steps": [
                {"serviceUrl": "{0}", "condition": "instances.#(class==\\"none\\")"},
                {"serviceUrl": "{1}", "condition": "[@this].#(source==client5)"}]},
              "split": {"routerType": "Splitter", "steps": [
                {"serviceUrl": "{1}", "weight": 50}, {"serviceUrl": "{2}", "weight": 50}]},
              "all": {"routerType": "Ensemble", "steps": [
                {"serviceUrl": "{1}", "name": "one"}, {"serviceUrl": "{2}"}, {"serviceUrl": "{3}", "dependency": "Hard"}]}}}
            """;

    private Training() {}

    /** Returns when the process has ended, and so has written what it had to. */
    static void run(Variant variant) throws Exception {
        try (var backend = StepBackend.start(TARGETS);
                var loop = new ClosedLoop()) {
            int port = FreePort.next();
            try (var process = Child.start(variant.serving(spec(backend.urls(BYTES)), port))) {
                var answer = firstAnswer(process, port);
                var target = new LoadTarget(port, JsonBody.request(BYTES), answer.bytes());
                var load = loop.run(target, new LoadPlan(CONNECTIONS, Duration.ZERO, LOAD), () -> 0)
                        .load();
                process.end(END_LIMIT);
                if (load.requests() == 0 || load.failures() > 0) {
                    throw new IOException("%s: %d right answers in training, %d wrong"
                            .formatted(variant.name(), load.requests(), load.failures()));
                }
            }
        }
    }

    /** @param urls of the steps' servers, as many as {@link #TARGETS} */
    static String spec(List<String> urls) {
        var spec = SPEC;
        for (int i = 0; i < TARGETS; i++) {
            spec = spec.replace("{%d}".formatted(i), urls.get(i));
        }
        return spec;
    }

    private static OneRequest.Reply firstAnswer(Child process, int port) throws IOException, InterruptedException {
        while (process.isAlive() && process.age().compareTo(START_LIMIT) < 0) {
            var reply = OneRequest.post(port, JsonBody.request(BYTES));
            if (reply.isPresent()) {
                if (!reply.get().isOk()) {
                    throw new IOException("the training graph answers with " + reply.get());
                }
                return reply.get();
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IOException("the router does not start\n" + process.lastWords());
    }
}

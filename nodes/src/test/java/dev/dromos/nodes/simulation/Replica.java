package dev.dromos.nodes.simulation;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepRef;
import dev.dromos.nodes.call.StepRequest;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.testing.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.function.Function;

/**
 * One process of a simulated server: it works on some requests at a time and lets others wait. As real ones it does not notice that
 * nobody waits for an answer any more, once it has begun to work on it.
 */
final class Replica {
    private final VirtualTime time;
    private final Random random;
    private final int slots;
    private final int line;
    private final Function<Duration, Behaviour> script;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int busy;

    /** What a replica does about a request. */
    sealed interface Behaviour {

        /** Answers after a time that is often less than the typical one and sometimes much more. */
        record Answers(int status, Duration typical) implements Behaviour {}

        /** Takes the request and is never heard of again. */
        record BlackHole() implements Behaviour {}

        /** Nothing listens. */
        record Refuses() implements Behaviour {}

        /** Answers what came before it was up as soon as it is. */
        record ComesUpAt(Duration moment, Duration typical) implements Behaviour {}
    }

    /**
     * @param slots requests worked on at once
     * @param line requests that may wait for a slot; one more is answered 503 at once
     * @param script by the time since the start
     */
    Replica(VirtualTime time, Random random, int slots, int line, Function<Duration, Behaviour> script) {
        this.time = time;
        this.random = random;
        this.slots = slots;
        this.line = line;
        this.script = script;
    }

    Future<StepResult> serve(StepRequest request, StepRef step) {
        var promise = Promise.<StepResult>promise();
        var registration = request.context()
                .cancellation()
                .onCancel(() -> promise.tryComplete(new StepResult.Failed(new StepFailure.Cancelled(step))));
        switch (script.apply(time.sinceStart())) {
            case Behaviour.BlackHole() -> {}
            case Behaviour.Refuses() ->
                promise.tryComplete(
                        new StepResult.Failed(new StepFailure.Refused(step, StepFailure.Refused.Phase.CONNECT)));
            case Behaviour.Answers(var status, var typical) -> enter(promise, status, noisy(typical));
            case Behaviour.ComesUpAt(var moment, var typical) ->
                enter(promise, 200, moment.minus(time.sinceStart()).plus(noisy(typical)));
        }
        return promise.future().onComplete(_ -> registration.remove());
    }

    private void enter(Promise<StepResult> promise, int status, Duration work) {
        if (busy < slots) {
            work(promise, status, work);
        } else if (waiting.size() < line) {
            waiting.add(() -> work(promise, status, work));
        } else {
            promise.tryComplete(answered(503));
        }
    }

    private void work(Promise<StepResult> promise, int status, Duration work) {
        if (promise.future().isComplete()) {
            next(); // its connection was closed while it waited
            return;
        }
        busy++;
        time.after(work, () -> {
            busy--;
            promise.tryComplete(answered(status));
            next();
        });
    }

    private void next() {
        if (busy < slots && !waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    /** Log-normal; computed the same on every machine. */
    private Duration noisy(Duration typical) {
        return Duration.ofNanos((long) (typical.toNanos() * StrictMath.exp(0.4 * random.nextGaussian())));
    }

    private static StepResult answered(int status) {
        return new StepResult.Answered(status, Payload.EMPTY);
    }
}

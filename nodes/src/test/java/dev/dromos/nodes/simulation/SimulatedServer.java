package dev.dromos.nodes.simulation;

import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.StepRef;
import dev.dromos.nodes.call.StepRequest;
import dev.dromos.nodes.call.StepResult;
import io.vertx.core.Future;
import java.util.List;
import java.util.Random;

/** Replicas behind one address, each call to one of them by chance, as a Kubernetes Service does it. */
final class SimulatedServer implements Call {
    private final List<Replica> replicas;
    private final Random random;
    private final StepRef step;
    private int calls;
    private int running;

    SimulatedServer(List<Replica> replicas, Random random, StepRef step) {
        this.replicas = List.copyOf(replicas);
        this.random = random;
        this.step = step;
    }

    @Override
    public Future<StepResult> call(StepRequest request) {
        calls++;
        running++;
        return replicas.get(random.nextInt(replicas.size()))
                .serve(request, step)
                .onComplete(_ -> running--);
    }

    /** How many calls there were. */
    int calls() {
        return calls;
    }

    /** How many calls somebody waits for. */
    int running() {
        return running;
    }
}

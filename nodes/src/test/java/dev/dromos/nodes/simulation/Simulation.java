package dev.dromos.nodes.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.Policy;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.Cancellation;
import dev.dromos.nodes.call.Deadline;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepRef;
import dev.dromos.nodes.call.StepRequest;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.call.TimeLimitedCall;
import dev.dromos.nodes.policy.CallStack;
import dev.dromos.nodes.policy.StepMeter;
import dev.dromos.nodes.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One incident met with one policy. */
final class Simulation {
    private static final StepRef STEP = new StepRef("root", 0, "model");
    private static final long SEED = 20_260_101;

    private final Incident incident;
    private final VirtualTime time = new VirtualTime();
    private final Random arrivals = new Random(SEED);
    private final SimulatedServer server;
    private final Call call;
    private final List<Sample> samples = new ArrayList<>();
    private int sent;

    /** How one request ended. */
    record Sample(Duration sentAt, Duration took, boolean good) {}

    private Simulation(Incident incident, Policy policy) {
        this.incident = incident;
        var chance = new Random(SEED + 1);
        var capacity = incident.capacity();
        var replicas = incident.scripts().stream()
                .map(script -> new Replica(time, chance, capacity.slots(), capacity.line(), script))
                .toList();
        this.server = new SimulatedServer(replicas, chance, STEP);
        var attempt = new TimeLimitedCall(server, STEP, policy.timeout(), time);
        this.call = new CallStack(time, new Random(SEED + 2), _ -> StepMeter.NONE)
                .around(attempt, STEP, policy, _ -> attempt);
    }

    /** Runs to the end, when nothing may be left of any request. */
    static Outcome run(Incident incident, Policy policy) {
        var simulation = new Simulation(incident, policy);
        simulation.arrive();
        simulation.time.passUntilNothingWaits();
        assertThat(simulation.samples).as("every request has one outcome").hasSize(simulation.sent);
        assertThat(simulation.server.running())
                .as("calls that somebody still waits for")
                .isZero();
        return new Outcome(incident.span(), simulation.samples, simulation.server.calls());
    }

    /** Sends a request and lets the next arrive after a time of chance, whatever becomes of this one. */
    private void arrive() {
        int perSecond = incident.perSecond().applyAsInt(time.sinceStart());
        var pause = (long) (-StrictMath.log(1 - arrivals.nextDouble()) * 1_000_000_000 / perSecond);
        time.after(Duration.ofNanos(pause), () -> {
            if (time.sinceStart().compareTo(incident.span().end()) < 0) {
                send();
                arrive();
            }
        });
    }

    private void send() {
        sent++;
        var at = time.sinceStart();
        var deadline = Deadline.in(incident.span().deadline(), time::nanos);
        var context = new RequestContext("simulated", List.of(), deadline, new Cancellation());
        call.call(new StepRequest(Payload.EMPTY, context))
                .onComplete(done -> samples.add(new Sample(at, time.sinceStart().minus(at), isGood(done.result()))));
    }

    private static boolean isGood(StepResult result) {
        return result instanceof StepResult.Answered(var status, var _, var _) && status < 300;
    }
}

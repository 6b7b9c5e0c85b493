package dev.dromos.deploy.operator;

import dev.dromos.deploy.assess.Assessment;
import dev.dromos.deploy.assess.Assessment.Intention;
import dev.dromos.deploy.assess.Assessor;
import dev.dromos.deploy.settings.Platform;
import dev.dromos.deploy.settings.Settings;
import dev.dromos.deploy.status.GraphStatus;
import dev.dromos.deploy.status.News;
import dev.dromos.deploy.status.RouterState;
import dev.dromos.deploy.status.StatusFactory;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.net.HttpURLConnection;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Makes the cluster be as a graph wants it, and says in the graph's status how far that has come. Total, idempotent, never waiting. */
abstract class GraphReconciler<P extends GraphResource> implements Reconciler<P> {
    private static final String HOST_TAKEN = "HostTaken";

    private final OperatorOptions options;
    private final InstantSource clock;
    private final Installed installed;
    private final BooleanSupplier may;
    private final EventWriter events;
    private final StatusWriter<P> statuses;
    private final SettingsMemory memory;

    /** There once the controller starts, before anything is reconciled. */
    private final CompletableFuture<Watched<P>> watched = new CompletableFuture<>();

    /**
     * What is the same for all graphs of a shift.
     *
     * @param may asked before each writing
     */
    record Circumstances(
            OperatorOptions options,
            InstantSource clock,
            KubernetesClient client,
            Installed installed,
            SettingsMemory memory,
            BooleanSupplier may) {}

    private GraphReconciler(Circumstances circumstances) {
        this.options = circumstances.options();
        this.clock = circumstances.clock();
        this.installed = circumstances.installed();
        this.memory = circumstances.memory();
        this.may = circumstances.may();
        this.events = new EventWriter(circumstances.client(), clock);
        this.statuses = new StatusWriter<>(events, may, this::empty);
    }

    /** For the graphs of our own definition. */
    static final class OfDromos extends GraphReconciler<GraphResource> {
        OfDromos(Circumstances circumstances) {
            super(circumstances);
        }

        @Override
        GraphResource empty() {
            return new GraphResource();
        }
    }

    /** For the graphs of KServe's. */
    static final class OfKserve extends GraphReconciler<AdoptedGraph> {
        OfKserve(Circumstances circumstances) {
            super(circumstances);
        }

        @Override
        AdoptedGraph empty() {
            return new AdoptedGraph();
        }
    }

    /** A new graph without anything in it. */
    abstract P empty();

    /** What is known at one moment. */
    private record Known(
            SettingsMemory.Current settings, Platform platform, Assessment assessment, boolean isPartial) {}

    @Override
    public List<EventSource<?, P>> prepareEventSources(EventSourceContext<P> context) {
        watched.complete(new Watched<>(context, options, installed));
        return watched.join().sources();
    }

    @Override
    public UpdateControl<P> reconcile(P resource, Context<P> context) {
        return switch (resource.claim()) {
            case Claim.Ours _ -> run(resource, context);
            case Claim.Theirs _ -> UpdateControl.noUpdate();
            case Claim.GivenUp(var who) -> {
                giveUp(resource, who);
                yield UpdateControl.noUpdate();
            }
        };
    }

    /** Told as an event: the status is not the operator's any more. */
    private void giveUp(P resource, String who) {
        if (may.getAsBoolean()) {
            events.writeOnce(
                    resource,
                    new News(
                            News.Weight.Warning,
                            "GivenUp",
                            ("`%s` has written in the status, so the graph counts as another controller's: its router is left as it is,"
                                            + " whatever becomes of the graph; to have it run again, delete it and apply it again")
                                    .formatted(who)));
        }
    }

    private UpdateControl<P> run(P resource, Context<P> context) {
        var sight = watched.join();
        if (!sight.isAllSeen()) {
            return UpdateControl.<P>noUpdate().rescheduleAfter(options.times().firstRetry());
        }
        var owned = sight.ownedBy(resource);
        var known = known(resource);
        var before = resource.lastStatus();
        RouterState state;
        try {
            state = new RouterWork(
                            new Hands(resource, context.getClient(), may),
                            owned,
                            sight.holderOfName(resource),
                            known.platform(),
                            known.settings().settings().clusterDomain())
                    .carryOut(known.assessment(), before);
            statuses.write(resource, resource.fitting(status(known, state, before)), context);
        } catch (GraphGoneException _) {
            return UpdateControl.noUpdate(); // its watch will say so too
        }
        return known.isPartial() || isUntold(state)
                ? UpdateControl.<P>noUpdate().rescheduleAfter(options.times().look())
                : UpdateControl.noUpdate();
    }

    /** Whether nobody tells when it changes: a name of which nothing is watched is free, a graph that had the host is out of all caches. */
    private static boolean isUntold(RouterState state) {
        return switch (state) {
            case RouterState.Left(var reason, var _, var _) ->
                reason.equals(RouterWork.NAME_CONFLICT) || reason.equals(HOST_TAKEN);
            case RouterState.Answering _, RouterState.Starting _, RouterState.Failing _, RouterState.Stopped _ -> false;
        };
    }

    private Known known(P resource) {
        var sight = watched.join();
        var settings = memory.read(sight.data(options.namespace(), Settings.CONFIG_MAP));
        var platform = platform(sight);
        String mode =
                Optional.ofNullable(resource.lastStatus().deploymentMode()).orElse("");
        var cluster = sight.cluster(resource.getMetadata().getNamespace());
        var assessor = new Assessor(cluster, settings.settings().keeping(mode, platform), platform);
        var assessment = assessor.assess(resource.asGraph(), RunningGraph.addresses(sight.ownedBy(resource)));
        return new Known(settings, platform, feasible(resource, assessment, settings, platform), cluster.isPartial());
    }

    /** As far as that can be done here. */
    private Assessment feasible(P resource, Assessment assessment, SettingsMemory.Current settings, Platform platform) {
        return switch (assessment.intention()) {
            case Intention.Run _
            when !settings.known() -> assessment.leaving(new Intention.Leave("SettingsInvalid", mistakes(settings)));
            case Intention.Run(var router) ->
                installed
                        .lackOf(router)
                        .or(() -> router.host()
                                .map(host -> new Rivals(host, settings.settings(), platform))
                                .flatMap(rivals -> hostTaken(resource, rivals)))
                        .map(assessment::leaving)
                        .orElse(assessment);
            case Intention.Stop _, Intention.Leave _ -> assessment;
        };
    }

    private String mistakes(SettingsMemory.Current settings) {
        return "ConfigMap %s/%s: %s"
                .formatted(options.namespace(), Settings.CONFIG_MAP, String.join("; ", settings.mistakes()));
    }

    private Optional<Intention.Leave> hostTaken(P resource, Rivals rivals) {
        return watched.join()
                .holder(resource, rivals)
                .map(holder -> new Intention.Leave(
                        HOST_TAKEN,
                        "host `%s` is that of InferenceGraph `%s` of namespace `%s`; another name gives another host"
                                .formatted(
                                        rivals.host(),
                                        holder.getName(),
                                        holder.getNamespace().orElseThrow()),
                        Optional.of(rivals.host())));
    }

    private Platform platform(Watched<P> sight) {
        return installed.knative()
                ? Platform.WithKnative.of(
                        sight.data(options.knativeNamespace(), OperatorOptions.AUTOSCALER),
                        sight.data(options.knativeNamespace(), OperatorOptions.FEATURES))
                : new Platform.WithoutKnative();
    }

    private GraphStatus status(Known known, RouterState state, GraphStatus before) {
        return new StatusFactory(clock, known.settings().mistakes()).status(known.assessment(), state, before);
    }

    private static boolean isFirstConflict(Context<?> context, Exception fault) {
        return fault instanceof KubernetesClientException answer
                && answer.getCode() == HttpURLConnection.HTTP_CONFLICT
                && context.getRetryInfo().map(RetryInfo::getAttemptCount).orElse(0) == 0;
    }

    /** It is tried again; meanwhile the status says why, of what it said last: to find out more may be what has failed. */
    @Override
    public ErrorStatusUpdateControl<P> updateErrorStatus(P resource, Context<P> context, Exception fault) {
        if (isFirstConflict(context, fault)) {
            return ErrorStatusUpdateControl.noStatusUpdate(); // the next look is at what has changed meanwhile
        }
        String message = fault instanceof KubernetesClientException answer
                ? Refusal.message(answer)
                : "internal error: " + fault.getClass().getSimpleName();
        var status = new StatusFactory(clock, List.of())
                .tryingAgain(message, resource.getMetadata().getGeneration(), resource.lastStatus());
        try {
            statuses.write(resource, resource.fitting(status), context);
        } catch (GraphGoneException | KubernetesClientException unsaid) {
            fault.addSuppressed(unsaid); // it is the fault that is logged, and that makes for another try
        }
        return ErrorStatusUpdateControl.noStatusUpdate();
    }
}

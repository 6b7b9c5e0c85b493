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
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Makes the cluster be as a graph wants it, and says in the graph's status how far that has come. Total, idempotent, never waiting. */
final class GraphReconciler implements Reconciler<GraphResource> {
    private final OperatorOptions options;
    private final InstantSource clock;
    private final Installed installed;
    private final BooleanSupplier may;
    private final EventWriter events;
    private final SettingsMemory memory = new SettingsMemory();

    /** There once the controller starts, before anything is reconciled. */
    private final CompletableFuture<Watched> watched = new CompletableFuture<>();

    /** @param may asked before each writing */
    GraphReconciler(
            OperatorOptions options,
            InstantSource clock,
            KubernetesClient client,
            Installed installed,
            BooleanSupplier may) {
        this.options = options;
        this.clock = clock;
        this.installed = installed;
        this.may = may;
        this.events = new EventWriter(client, clock);
    }

    /** What is known at one moment. */
    private record Known(SettingsMemory.Current settings, Platform platform, Assessment assessment) {}

    @Override
    public List<EventSource<?, GraphResource>> prepareEventSources(EventSourceContext<GraphResource> context) {
        watched.complete(new Watched(context, options, installed));
        return watched.join().sources();
    }

    @Override
    public UpdateControl<GraphResource> reconcile(GraphResource resource, Context<GraphResource> context) {
        var owned = watched.join().ownedBy(resource);
        var known = known(resource);
        var before = resource.lastStatus();
        RouterState state;
        try {
            state = new RouterWork(
                            new Hands(resource, context, may),
                            owned,
                            known.platform(),
                            known.settings().settings().clusterDomain())
                    .carryOut(known.assessment(), before);
        } catch (GraphGoneException _) {
            return UpdateControl.noUpdate(); // its watch will say so too
        }
        var status = status(known, state, before);
        if (status.equals(before) || !may.getAsBoolean()) {
            return UpdateControl.noUpdate();
        }
        events.write(resource, News.of(before, status));
        return UpdateControl.patchStatus(resource.withOnly(status));
    }

    private Known known(GraphResource resource) {
        var sight = watched.join();
        var settings = memory.read(sight.data(options.namespace(), Settings.CONFIG_MAP));
        var platform = platform(sight);
        var assessor =
                new Assessor(sight.cluster(resource.getMetadata().getNamespace()), settings.settings(), platform);
        var assessment = assessor.assess(resource.asGraph(), RunningGraph.addresses(sight.ownedBy(resource)));
        return new Known(settings, platform, feasible(assessment, settings));
    }

    /** As far as that can be done here. */
    private Assessment feasible(Assessment assessment, SettingsMemory.Current settings) {
        if (!settings.known()) {
            return assessment.leaving(
                    "SettingsInvalid",
                    "ConfigMap %s/%s: %s"
                            .formatted(
                                    options.namespace(), Settings.CONFIG_MAP, String.join("; ", settings.mistakes())));
        }
        return switch (assessment.intention()) {
            case Intention.Run(var router) ->
                installed
                        .lackOf(router)
                        .map(lack -> assessment.leaving(lack.reason(), lack.message()))
                        .orElse(assessment);
            case Intention.Stop _, Intention.Leave _ -> assessment;
        };
    }

    private Platform platform(Watched sight) {
        return installed.knative()
                ? Platform.WithKnative.of(
                        sight.data(options.knativeNamespace(), OperatorOptions.AUTOSCALER),
                        sight.data(options.knativeNamespace(), OperatorOptions.FEATURES))
                : new Platform.WithoutKnative();
    }

    private GraphStatus status(Known known, RouterState state, GraphStatus before) {
        return new StatusFactory(clock, known.settings().mistakes()).status(known.assessment(), state, before);
    }

    /** It is tried again; meanwhile the status says why. */
    @Override
    public ErrorStatusUpdateControl<GraphResource> updateErrorStatus(
            GraphResource resource, Context<GraphResource> context, Exception fault) {
        String message = fault instanceof KubernetesClientException answer
                ? Refusal.message(answer)
                : "internal error: " + fault.getClass().getSimpleName();
        var before = resource.lastStatus();
        var status = status(known(resource), new RouterState.Starting(StatusFactory.TRYING_AGAIN, message), before);
        if (status.equals(before) || !may.getAsBoolean()) {
            return ErrorStatusUpdateControl.noStatusUpdate();
        }
        events.write(resource, News.of(before, status));
        return ErrorStatusUpdateControl.patchStatus(resource.withOnly(status));
    }
}

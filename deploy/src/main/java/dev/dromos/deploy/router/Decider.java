package dev.dromos.deploy.router;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromos.deploy.graph.GraphObject;
import dev.dromos.deploy.graph.RouterGraph;
import dev.dromos.deploy.router.RouterModel.Metric;
import dev.dromos.deploy.router.RouterModel.Scaling;
import dev.dromos.deploy.settings.DeploymentMode;
import dev.dromos.deploy.settings.Platform;
import dev.dromos.deploy.settings.Settings;
import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.Graph;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides what a graph's router is to be, by the graph, the administrator's settings and what the cluster has. */
public final class Decider {
    /** Kubernetes leads traffic away from a pod that stops; the router waits for that as long. */
    private static final Duration QUIET = Duration.ofSeconds(15);

    /** For the last answers, and for the process to end. */
    private static final Duration SPARE = Duration.ofSeconds(5);

    /** Of a graph without limits: what Kubernetes' users expect a stop to take at most. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(60);

    /** The router's own default. */
    static final String NO_WAKE = "none";

    private static final List<String> WAKES = List.of("all", "likely", NO_WAKE);

    /** Of a label's value, of a Service's name, and of each part of a host. */
    private static final int LONGEST_NAME = 63;

    private final Settings settings;
    private final Platform platform;

    public Decider(Settings settings, Platform platform) {
        this.settings = settings;
        this.platform = platform;
    }

    /**
     * @param graph what the object says, checked
     * @param argument what the router is given of it
     */
    public Decision decide(GraphObject object, Graph graph, RouterGraph argument) {
        var annotations = new Annotations(object.annotations());
        var word = annotations.modeWord();
        if (word.isPresent() && annotations.mode().isEmpty()) {
            return new Decision.Refuse(
                    "UnknownDeploymentMode",
                    "annotation deploymentMode: expected Knative or Standard, found `%s`".formatted(word.get()));
        }
        var wake = annotations.wake();
        if (wake.isPresent() && !WAKES.contains(wake.get())) {
            return new Decision.Refuse(
                    "UnknownWake",
                    "annotation wake: expected %s, found `%s`".formatted(String.join(", ", WAKES), wake.get()));
        }
        DeploymentMode mode = annotations.mode().orElseGet(() -> settings.mode().on(platform));
        var scaling = scaling(object, mode, annotations);
        var fields = new PodFields(object.spec());
        var router = new RouterModel(
                identity(object, annotations),
                mode,
                argument,
                pod(fields, wake.orElseGet(() -> standardWake(object, scaling))),
                scaling,
                settings.exposure(),
                graph.timeouts().revision(),
                QUIET.plus(longestRequest(graph)).plus(SPARE));
        return fields.mistakes().isEmpty()
                ? refusal(router).<Decision>map(refusal -> refusal).orElseGet(() -> new Decision.Deploy(router))
                : new Decision.Refuse("UnusablePodField", String.join("; ", fields.mistakes()));
    }

    private Optional<Decision.Refuse> refusal(RouterModel router) {
        int longest = LONGEST_NAME - StandardRouter.APP_PREFIX.length();
        if (router.identity().name().length() > longest) {
            return Optional.of(new Decision.Refuse(
                    "NameTooLong",
                    "metadata.name: a router's name has at most %d characters, found %d"
                            .formatted(longest, router.identity().name().length())));
        }
        return switch (router.mode()) {
            case KNATIVE -> KnativeLimits.refusal(router, platform);
            case STANDARD -> hostRefusal(router);
        };
    }

    /** The API server would take a part of a host that no resolver takes. */
    private static Optional<Decision.Refuse> hostRefusal(RouterModel router) {
        int found = router.label().length();
        return router.host()
                .filter(_ -> found > LONGEST_NAME)
                .map(host -> new Decision.Refuse(
                        "HostTooLong",
                        "host `%s`: `<name>-<namespace>` has at most %d characters, found %d"
                                .formatted(host, LONGEST_NAME, found)));
    }

    private static RouterModel.Identity identity(GraphObject object, Annotations annotations) {
        return new RouterModel.Identity(
                object.name(),
                object.namespace(),
                owner(object),
                Labels.passedOn(mapOrEmpty(object.metadata().getLabels())),
                annotations.passedOn());
    }

    private static OwnerReference owner(GraphObject object) {
        return new OwnerReferenceBuilder()
                .withApiVersion(object.group().apiVersion())
                .withKind("InferenceGraph")
                .withName(object.name())
                .withUid(object.metadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    /** Steps of a graph that goes to zero do so too, mostly. A graph of KServe's sends its steps nothing that it does not send them there. */
    private static String standardWake(GraphObject object, Scaling scaling) {
        return object.group() == ApiGroup.DROMOS && scaling.min() == 0 ? "all" : NO_WAKE;
    }

    private RouterModel.Pod pod(PodFields fields, String wake) {
        var router = settings.router();
        var resources = fields.resources(router.resources());
        return new RouterModel.Pod(
                router.image(),
                router.pullPolicy(),
                router.pullSecrets(),
                resources,
                mapOrEmpty(resources.getLimits()).containsKey("memory"),
                router.propagated(),
                wake,
                fields.placement());
    }

    private static Scaling scaling(GraphObject object, DeploymentMode mode, Annotations annotations) {
        JsonNode spec = object.spec();
        // Scaling to zero is what ours is for; a graph of KServe's keeps the one pod that it has there.
        int least = mode == DeploymentMode.KNATIVE && object.group() == ApiGroup.DROMOS ? 0 : 1;
        int min = spec.path("minReplicas").asInt(least);
        int max = spec.path("maxReplicas").asInt(0);
        return new Scaling(
                mode == DeploymentMode.STANDARD ? Math.max(1, min) : min,
                max,
                spec.path("scaleTarget").asInt(0),
                Metric.of(spec.path("scaleMetric").asText()),
                switch (annotations.autoscaler().orElse("hpa")) {
                    case "none" -> Scaling.By.NOBODY;
                    case "external", "keda" -> Scaling.By.OTHERS;
                    default -> Scaling.By.PLATFORM;
                });
    }

    private static Duration longestRequest(Graph graph) {
        return Stream.of(
                        graph.terms().deadline(),
                        graph.timeouts().revision(),
                        graph.timeouts().serverWrite())
                .filter(Duration::isPositive)
                .min(Duration::compareTo)
                .orElse(LONGEST_REQUEST);
    }

    /** Kubernetes' model has null for a map that is not there. */
    @SuppressWarnings("ConstantValue")
    static <V> Map<String, V> mapOrEmpty(Map<String, V> map) {
        return map == null ? Map.of() : map;
    }
}

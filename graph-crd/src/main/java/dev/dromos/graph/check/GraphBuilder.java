package dev.dromos.graph.check;

import dev.dromos.graph.Condition;
import dev.dromos.graph.Graph;
import dev.dromos.graph.Node;
import dev.dromos.graph.Step;
import dev.dromos.graph.Target;
import dev.dromos.graph.Terms;
import dev.dromos.graph.Timeouts;
import dev.dromos.graph.Weight;
import dev.dromos.graph.crd.Dependency;
import dev.dromos.graph.crd.ErrorStatus;
import dev.dromos.graph.crd.HeaderRules;
import dev.dromos.graph.crd.InferenceGraphSpec;
import dev.dromos.graph.crd.InferenceStep;
import dev.dromos.graph.crd.ObjectMeta;
import dev.dromos.graph.crd.RouterType;
import dev.dromos.graph.gjson.GjsonPath;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Makes the graph of facts that no rule found an error in; what the rules made sure of is not asked again. */
final class GraphBuilder {
    private final Subject subject;
    private final PolicyBuilder policies;

    GraphBuilder(Subject subject) {
        this.subject = subject;
        this.policies = new PolicyBuilder(
                subject.spec().map(InferenceGraphSpec::defaults).orElse(null),
                fallback -> target(fallback.nodeName(), fallback.serviceName(), fallback.serviceUrl()));
    }

    Graph graph() {
        var facts = subject.facts();
        var nodes = new LinkedHashMap<String, Node>();
        subject.nodes().forEach(node -> nodes.put(node.name(), node(node)));
        ObjectMeta metadata = facts.graph().metadata();
        String name = metadata == null || metadata.name() == null ? "" : metadata.name();
        var spec = sure(facts.graph().spec(), "spec");
        return new Graph(name, facts.group(), nodes, timeouts(spec), terms(spec, Terms.of(facts.group())));
    }

    private Node node(Subject.NodeAt node) {
        var steps = node.steps();
        RouterType type = sure(node.router().routerType(), "routerType");
        return switch (type) {
            case Sequence ->
                new Node.Sequence(node.name(), steps.stream().map(this::stage).toList());
            case Switch ->
                new Node.Switch(
                        node.name(),
                        steps.stream()
                                .map(at -> new Node.Case(step(at.step()), condition(at.step())))
                                .toList());
            case Ensemble ->
                new Node.Ensemble(node.name(), steps.stream().map(this::member).toList());
            case Splitter ->
                new Node.Splitter(node.name(), steps.stream().map(this::branch).toList());
        };
    }

    private Node.Stage stage(Subject.StepAt at) {
        InferenceStep step = at.step();
        boolean fromResponse = DataRule.RESPONSE.equals(step.data()) && at.index() > 0;
        return new Node.Stage(
                step(step),
                fromResponse ? Node.Input.RESPONSE : Node.Input.REQUEST,
                Boolean.TRUE.equals(step.mapPredictionsToInstances()),
                condition(step));
    }

    private Node.Member member(Subject.StepAt at) {
        var step = step(at.step());
        return new Node.Member(step.name().isEmpty() ? String.valueOf(at.index()) : step.name(), step);
    }

    private Node.Branch branch(Subject.StepAt at) {
        return new Node.Branch(
                step(at.step()), new Weight(Math.toIntExact(sure(at.step().weight(), "weight"))));
    }

    private Step step(InferenceStep step) {
        String name = step.name();
        var dependency = step.dependency() == Dependency.Hard ? Step.Dependency.HARD : Step.Dependency.SOFT;
        var target = target(step.nodeName(), step.serviceName(), step.serviceUrl());
        return new Step(name == null ? "" : name, target, dependency, policies.policy(step));
    }

    /** Takes three values of the facts as they are there; one is. */
    private Target target(@Nullable String node, @Nullable String service, @Nullable String url) {
        if (node != null) {
            return new Target.NodeRef(node);
        }
        return url == null ? service(sure(service, "serviceName")) : url(url);
    }

    private Target service(String name) {
        return switch (subject.options().services()) {
            case Services.AsNames() -> new Target.Service(name);
            case Services.Bound(var addresses) ->
                url(sure(addresses.get(name), name).toString());
        };
    }

    private static Target url(String text) {
        return ServiceUrl.parse(text) instanceof ServiceUrl.Usable(var uri)
                ? new Target.Url(uri)
                : new Target.Unusable(text);
    }

    private static Condition condition(InferenceStep step) {
        String condition = step.condition();
        return condition == null ? new Condition.None() : new Condition.Exists(GjsonPath.parse(condition));
    }

    /** Whoever gives a deadline means it: KServe's default for {@code serverWrite} does not shorten it. */
    private static Timeouts timeouts(InferenceGraphSpec spec) {
        var base = Timeouts.DEFAULT;
        var revision = seconds(spec.timeout(), base.revision());
        var serverWrite = spec.deadline() == null ? base.serverWrite() : Duration.ZERO;
        var given = spec.routerTimeouts();
        return given == null
                ? new Timeouts(revision, base.serverRead(), serverWrite, base.serverIdle(), base.serviceClient())
                : new Timeouts(
                        revision,
                        seconds(given.serverRead(), base.serverRead()),
                        seconds(given.serverWrite(), serverWrite),
                        seconds(given.serverIdle(), base.serverIdle()),
                        seconds(given.serviceClient(), base.serviceClient()));
    }

    private static Terms terms(InferenceGraphSpec spec, Terms base) {
        Duration deadline = spec.deadline();
        ErrorStatus status = spec.errorStatus();
        return new Terms(
                deadline == null ? base.deadline() : deadline,
                status == null ? base.errorStatus() : status(status),
                propagation(spec.headers()));
    }

    /** Without a case for null, which would make it a class of its own before the first answer (ADR 2). */
    private static Terms.ErrorStatus status(ErrorStatus given) {
        return switch (given) {
            case kserve -> Terms.ErrorStatus.KSERVE;
            case precise -> Terms.ErrorStatus.PRECISE;
        };
    }

    private static Terms.Propagation propagation(@Nullable HeaderRules headers) {
        return headers == null || headers.propagate() == null
                ? new Terms.Propagation.OfProcess()
                : new Terms.Propagation.Only(headers.propagate().stream()
                        .map(pattern -> sure(pattern, "propagate"))
                        .toList());
    }

    /** Takes a value of the facts as it is there, absent perhaps. */
    private static Duration seconds(@Nullable Long given, Duration otherwise) {
        return given == null ? otherwise : Duration.ofSeconds(given);
    }

    /** A value that a rule has made sure of; its absence is a fault of that rule. */
    private static <T> T sure(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalStateException("no rule refused a graph without `%s`".formatted(what));
        }
        return value;
    }
}

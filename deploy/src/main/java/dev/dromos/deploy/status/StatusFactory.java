package dev.dromos.deploy.status;

import dev.dromos.deploy.assess.Assessment;
import dev.dromos.deploy.assess.Assessment.Intention;
import dev.dromos.deploy.steps.Resolution;
import dev.dromos.graph.check.Checked;
import dev.dromos.graph.problem.Problem;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says in a graph's status what is known of it: {@code GraphValid}, {@code StepsResolved}, {@code RouterReady} and their sum, {@code
 * Ready}; besides, {@code Stopped}, and {@code SettingsValid} where the administrator's settings are not.
 */
public final class StatusFactory {
    public static final String GRAPH_VALID = "GraphValid";
    public static final String STEPS_RESOLVED = "StepsResolved";
    public static final String ROUTER_READY = "RouterReady";
    public static final String READY = "Ready";
    public static final String STOPPED = "Stopped";

    public static final String SETTINGS_VALID = "SettingsValid";

    /** A reason: what failed is done again by itself. */
    public static final String TRYING_AGAIN = "TryingAgain";

    /** What Kubernetes allows a message. */
    private static final int LONGEST_MESSAGE = 32 * 1024;

    private static final String MORE = "…";

    private final InstantSource clock;
    private final List<String> settingsMistakes;

    /** @param settingsMistakes of the administrator, for whose sake older settings are in force */
    public StatusFactory(InstantSource clock, List<String> settingsMistakes) {
        this.clock = clock;
        this.settingsMistakes = List.copyOf(settingsMistakes);
    }

    /** A condition before it has a time. */
    private record Said(String type, Truth truth, String reason, String message) {}

    private enum Truth {
        True,
        False,
        Unknown
    }

    /** @param before what was said last: what has not changed since keeps its time */
    public GraphStatus status(Assessment assessment, RouterState router, GraphStatus before) {
        var graph = graphValid(assessment.checked());
        var steps = stepsResolved(assessment);
        var ready = routerReady(router, note(assessment));
        var said = new ArrayList<>(
                List.of(graph, steps, ready, sum(router, List.of(graph, steps, ready)), stopped(router)));
        if (!settingsMistakes.isEmpty()) {
            said.add(new Said(SETTINGS_VALID, Truth.False, "Invalid", lines(settingsMistakes)));
        }
        long generation = assessment.graph().generation();
        return new GraphStatus(
                url(router),
                readySteps(assessment),
                mode(assessment, router, before),
                generation,
                said.stream().map(each -> condition(each, generation, before)).toList());
    }

    /**
     * What was said last, of the spec that it was said of, but for the router, of which nothing is known until what failed is done again.
     *
     * @param generation of the spec that could not be looked at, or not to the end
     */
    public GraphStatus tryingAgain(String message, long generation, GraphStatus before) {
        var router = condition(new Said(ROUTER_READY, Truth.Unknown, TRYING_AGAIN, message), generation, before);
        var parts = Stream.of(GRAPH_VALID, STEPS_RESOLVED)
                .flatMap(type -> before.condition(type).stream())
                .toList();
        var first = parts.stream()
                .filter(part -> Truth.False.name().equals(part.getStatus()))
                .findFirst()
                .orElse(router);
        var conditions = new ArrayList<>(parts);
        conditions.add(router);
        conditions.add(new ConditionBuilder(first)
                .withType(READY)
                .withLastTransitionTime(since(READY, first.getStatus(), before))
                .build());
        Stream.of(STOPPED, SETTINGS_VALID)
                .flatMap(type -> before.condition(type).stream())
                .forEach(conditions::add);
        return new GraphStatus(
                before.url(), before.steps(), before.deploymentMode(), before.observedGeneration(), conditions);
    }

    private static Said graphValid(Checked checked) {
        var problems = checked.problems().stream().map(Problem::message).toList();
        return switch (checked) {
            case Checked.Invalid _ -> new Said(GRAPH_VALID, Truth.False, "Invalid", lines(problems));
            case Checked.Valid _ when problems.isEmpty() -> new Said(GRAPH_VALID, Truth.True, "Valid", "");
            case Checked.Valid _ -> new Said(GRAPH_VALID, Truth.True, "ValidWithWarnings", lines(problems));
        };
    }

    private static Said stepsResolved(Assessment assessment) {
        var missing = new ArrayList<String>();
        var notReady = new ArrayList<String>();
        assessment.services().values().forEach(resolution -> {
            switch (resolution) {
                case Resolution.Missing(var why) -> missing.add(why);
                case Resolution.NotReady(var _, var why) -> notReady.add(why);
                case Resolution.Ready _ -> {}
            }
        });
        if (!missing.isEmpty()) {
            missing.addAll(notReady);
            return new Said(STEPS_RESOLVED, Truth.False, "ServiceMissing", lines(missing));
        }
        return notReady.isEmpty()
                ? new Said(STEPS_RESOLVED, Truth.True, "Resolved", "")
                : new Said(STEPS_RESOLVED, Truth.False, "ServiceNotReady", lines(notReady));
    }

    private static String note(Assessment assessment) {
        return switch (assessment.intention()) {
            case Intention.Run(var router) -> router.note();
            case Intention.Stop _, Intention.Leave _ -> "";
        };
    }

    private static Said routerReady(RouterState router, String note) {
        return switch (router) {
            case RouterState.Answering _ -> new Said(ROUTER_READY, Truth.True, "Answering", note);
            case RouterState.Starting(var reason, var message, var _) ->
                new Said(ROUTER_READY, Truth.Unknown, reason, message);
            case RouterState.Failing(var reason, var message, var url) ->
                new Said(ROUTER_READY, Truth.False, reason, beside(url, message, "it answers all the same"));
            case RouterState.Stopped _ -> new Said(ROUTER_READY, Truth.False, STOPPED, "the graph is stopped");
            case RouterState.Left(var reason, var message, var url) ->
                new Said(
                        ROUTER_READY,
                        Truth.False,
                        reason,
                        beside(url, message, "the router of the last good graph is still there"));
        };
    }

    /** @param answering what is true where there is a URL */
    private static String beside(String url, String message, String answering) {
        return url.isEmpty() ? message : message + "; " + answering;
    }

    /** What is wrong comes before what is not known; of several the first is said. */
    private static Said sum(RouterState router, List<Said> parts) {
        if (router instanceof RouterState.Stopped) {
            return new Said(READY, Truth.False, STOPPED, "the graph is stopped");
        }
        return Optional.<Said>empty()
                .or(() -> first(parts, Truth.False))
                .or(() -> first(parts, Truth.Unknown))
                .map(part -> new Said(READY, part.truth(), part.reason(), part.message()))
                .orElseGet(() -> new Said(READY, Truth.True, "Answering", ""));
    }

    private static Optional<Said> first(List<Said> parts, Truth truth) {
        return parts.stream().filter(part -> part.truth() == truth).findFirst();
    }

    private static Said stopped(RouterState router) {
        return router instanceof RouterState.Stopped
                ? new Said(STOPPED, Truth.True, STOPPED, "an annotation says so")
                : new Said(STOPPED, Truth.False, "NotStopped", "");
    }

    private static @Nullable String url(RouterState router) {
        String url = switch (router) {
            case RouterState.Answering(var address) -> address;
            case RouterState.Left(var _, var _, var address) -> address;
            case RouterState.Starting(var _, var _, var address) -> address;
            case RouterState.Failing(var _, var _, var address) -> address;
            case RouterState.Stopped _ -> "";
        };
        return url.isEmpty() ? null : url;
    }

    private static String readySteps(Assessment assessment) {
        long ready = assessment.services().values().stream()
                .filter(Resolution.Ready.class::isInstance)
                .count();
        return "%d/%d".formatted(ready, assessment.services().size());
    }

    /** That of the router which is there: what a graph asks for may be refused, or be long in coming. */
    private static @Nullable String mode(Assessment assessment, RouterState state, GraphStatus before) {
        return switch (assessment.intention()) {
            case Intention.Run(var router)
            when isOfNow(state, before) -> router.mode().word();
            case Intention.Run _, Intention.Leave _ -> before.deploymentMode();
            case Intention.Stop _ -> null;
        };
    }

    private static boolean isOfNow(RouterState state, GraphStatus before) {
        return switch (state) {
            case RouterState.Answering _ -> true;
            case RouterState.Starting _ -> before.deploymentMode() == null;
            case RouterState.Failing _, RouterState.Left _, RouterState.Stopped _ -> false;
        };
    }

    /** All of them, as far as there is room; the last line says how many there is none for, unless the first is too long by itself. */
    private static String lines(List<String> lines) {
        String all = String.join("\n", lines);
        if (all.length() <= LONGEST_MESSAGE) {
            return all;
        }
        var told = new StringBuilder();
        int count = 0;
        for (String line : lines) {
            if (told.length() + line.length() > LONGEST_MESSAGE - 100) {
                break;
            }
            told.append(line).append('\n');
            count++;
        }
        return count == 0
                ? all
                : told.append("and %d more".formatted(lines.size() - count)).toString();
    }

    private Condition condition(Said said, long generation, GraphStatus before) {
        return new ConditionBuilder()
                .withType(said.type())
                .withStatus(said.truth().name())
                .withReason(said.reason())
                .withMessage(capped(said.message()))
                .withObservedGeneration(generation)
                .withLastTransitionTime(since(said.type(), said.truth().name(), before))
                .build();
    }

    private String since(String type, String status, GraphStatus before) {
        return before.condition(type)
                .filter(old -> status.equals(old.getStatus()))
                .map(Condition::getLastTransitionTime)
                .orElseGet(this::now);
    }

    /** One line may be too long by itself: a graph's author chooses words of it. */
    private static String capped(String message) {
        if (message.length() <= LONGEST_MESSAGE) {
            return message;
        }
        int end = LONGEST_MESSAGE - MORE.length();
        return message.substring(0, Character.isHighSurrogate(message.charAt(end - 1)) ? end - 1 : end) + MORE;
    }

    private String now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return now.toString();
    }
}

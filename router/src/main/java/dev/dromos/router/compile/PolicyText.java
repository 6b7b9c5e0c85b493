package dev.dromos.router.compile;

import dev.dromos.graph.Fallback;
import dev.dromos.graph.Graph;
import dev.dromos.graph.Hedge;
import dev.dromos.graph.KubernetesDuration;
import dev.dromos.graph.Policy;
import dev.dromos.graph.Retry;
import dev.dromos.graph.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What only our own graphs say, as the words of a plan. Empty for what was left out. */
final class PolicyText {
    /** Of a literal answer; enough to know it again. */
    private static final int LONGEST_RESPONSE = 60;

    private PolicyText() {}

    /** {@code deadline 2s, errorStatus kserve, headers X-.*} */
    static String of(Graph graph) {
        var terms = graph.terms();
        var words = new ArrayList<String>();
        if (terms.deadline().isPositive()) {
            words.add("deadline " + KubernetesDuration.text(terms.deadline()));
        }
        if (terms.errorStatus() != Terms.of(graph.group()).errorStatus()) {
            words.add("errorStatus " + of(terms.errorStatus()));
        }
        if (terms.propagation() instanceof Terms.Propagation.Only(var patterns)) {
            words.add("headers " + (patterns.isEmpty() ? "none" : String.join(" ", patterns)));
        }
        return String.join(", ", words);
    }

    /** As the user writes it. */
    static String of(Terms.ErrorStatus status) {
        return switch (status) {
            case KSERVE -> "kserve";
            case PRECISE -> "precise";
        };
    }

    /** {@code   timeout 300ms  retry 2 on connect 503  hedge after p95, 5 %} */
    static String of(Policy policy) {
        var timeout = policy.timeout().isPositive() ? "  timeout " + KubernetesDuration.text(policy.timeout()) : "";
        return timeout + retry(policy.retry()) + hedge(policy.hedge());
    }

    private static String retry(Retry retry) {
        return switch (retry) {
            case Retry.Never() -> "";
            case Retry.UpTo upTo ->
                "  retry %d on %s"
                        .formatted(
                                upTo.times(),
                                upTo.causes().stream().map(Retry.Cause::text).collect(Collectors.joining(" ")));
        };
    }

    private static String hedge(Hedge hedge) {
        return switch (hedge) {
            case Hedge.Never() -> "";
            case Hedge.AfterP95(var percent) -> "  hedge after p95, %d %%".formatted(percent);
            case Hedge.After(var delay, var percent) ->
                "  hedge after %s, %d %%".formatted(KubernetesDuration.text(delay), percent);
        };
    }

    /** {@code  on failure or 429 503} */
    static String causes(List<Integer> statuses) {
        return statuses.isEmpty()
                ? ""
                : "  on failure or " + statuses.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** {@code response {"p":1}} */
    static String response(Fallback.Response response) {
        var json = response.json();
        return "response "
                + (json.codePointCount(0, json.length()) <= LONGEST_RESPONSE
                        ? json
                        : json.substring(0, json.offsetByCodePoints(0, LONGEST_RESPONSE)) + "…");
    }
}

package dev.dromos.router.compile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.dromos.graph.Fallback;
import dev.dromos.graph.Graph;
import dev.dromos.graph.Hedge;
import dev.dromos.graph.KubernetesDuration;
import dev.dromos.graph.Policy;
import dev.dromos.graph.Retry;
import dev.dromos.graph.Terms;
import java.io.IOException;
import java.util.List;

/** What only our own graphs say, as JSON again: every step says itself what it took from the graph's defaults. */
final class PolicyJson {
    /** For what has been read already, within our own limits: Jackson's must not refuse it a second time. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonGenerator json;

    PolicyJson(JsonGenerator json) {
        this.json = json;
    }

    /** What differs from what the graph's version says of itself, so that nothing is written for KServe's. */
    void terms(Graph graph) throws IOException {
        var terms = graph.terms();
        if (terms.deadline().isPositive()) {
            json.writeStringField("deadline", KubernetesDuration.text(terms.deadline()));
        }
        if (terms.errorStatus() != Terms.of(graph.group()).errorStatus()) {
            json.writeStringField("errorStatus", PolicyText.of(terms.errorStatus()));
        }
        if (terms.propagation() instanceof Terms.Propagation.Only(var patterns)) {
            json.writeObjectFieldStart("headers");
            json.writeArrayFieldStart("propagate");
            for (var pattern : patterns) {
                json.writeString(pattern);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    void policy(Policy policy) throws IOException {
        if (policy.timeout().isPositive()) {
            json.writeStringField("timeout", KubernetesDuration.text(policy.timeout()));
        }
        if (policy.retry() instanceof Retry.UpTo retry) {
            retry(retry);
        }
        switch (policy.hedge()) {
            case Hedge.Never() -> {}
            case Hedge.AfterP95(var percent) -> hedge("p95", percent);
            case Hedge.After(var delay, var percent) -> hedge(KubernetesDuration.text(delay), percent);
        }
        switch (policy.fallback()) {
            case Fallback.None() -> {}
            case Fallback.To(var target, var statuses) -> {
                json.writeObjectFieldStart("fallback");
                SpecJson.target(json, target);
                statuses(statuses);
            }
            case Fallback.Response(var text, var statuses) -> {
                json.writeObjectFieldStart("fallback");
                json.writeFieldName("response");
                copy(text);
                statuses(statuses);
            }
        }
    }

    private void retry(Retry.UpTo retry) throws IOException {
        json.writeObjectFieldStart("retry");
        json.writeNumberField("maxRetries", retry.times());
        json.writeNumberField("initialDelayMs", retry.initialDelay().toMillis());
        json.writeNumberField("maxDelayMs", retry.maxDelay().toMillis());
        json.writeArrayFieldStart("causes");
        for (var cause : retry.causes()) {
            json.writeString(cause.text());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void hedge(String after, int percent) throws IOException {
        json.writeObjectFieldStart("hedge");
        json.writeStringField("after", after);
        json.writeNumberField("budgetPercent", percent);
        json.writeEndObject();
    }

    private void statuses(List<Integer> statuses) throws IOException {
        if (!statuses.isEmpty()) {
            json.writeArrayFieldStart("statuses");
            for (var status : statuses) {
                json.writeNumber(status);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** Token by token, so that texts are escaped as all others are; numbers with their digits. */
    private void copy(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isNumeric()) {
                    json.writeNumber(parser.getText());
                } else {
                    json.copyCurrentEvent(parser);
                }
            }
        }
    }
}

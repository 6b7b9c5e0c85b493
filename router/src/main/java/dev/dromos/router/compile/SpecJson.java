package dev.dromos.router.compile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.dromos.graph.Condition;
import dev.dromos.graph.Graph;
import dev.dromos.graph.Node;
import dev.dromos.graph.Node.Ensemble;
import dev.dromos.graph.Node.Sequence;
import dev.dromos.graph.Node.Splitter;
import dev.dromos.graph.Node.Stage;
import dev.dromos.graph.Node.Switch;
import dev.dromos.graph.Step;
import dev.dromos.graph.Target;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A checked graph as InferenceGraph JSON again, on one line, names and addresses resolved. Fit to stand in a Camel file: no string in
 * it holds an open brace, with which Camel's property placeholders (two of them) and expressions (one after a dollar) begin, nor
 * anything that YAML does not take as it is.
 */
final class SpecJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII) // YAML refuses some of the others, and reads some as line breaks
            .build()
            .setCharacterEscapes(new Inert());

    private final JsonGenerator json;

    private SpecJson(JsonGenerator json) {
        this.json = json;
    }

    static String of(Graph graph) {
        var text = new StringWriter();
        try (var json = FACTORY.createGenerator(text)) {
            new SpecJson(json).graph(graph);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    private void graph(Graph graph) throws IOException {
        json.writeStartObject();
        json.writeStringField("apiVersion", graph.group().apiVersion());
        json.writeStringField("kind", "InferenceGraph");
        json.writeObjectFieldStart("spec");
        json.writeObjectFieldStart("nodes");
        for (var node : graph.nodes().values()) {
            node(node);
        }
        json.writeEndObject();
        timeouts(graph);
        new PolicyJson(json).terms(graph);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void timeouts(Graph graph) throws IOException {
        var timeouts = graph.timeouts();
        if (timeouts.revision().isPositive()) {
            json.writeNumberField("timeout", timeouts.revision().toSeconds());
        }
        json.writeObjectFieldStart("routerTimeouts");
        json.writeNumberField("serverRead", timeouts.serverRead().toSeconds());
        json.writeNumberField("serverWrite", timeouts.serverWrite().toSeconds());
        json.writeNumberField("serverIdle", timeouts.serverIdle().toSeconds());
        json.writeNumberField("serviceClient", timeouts.serviceClient().toSeconds());
        json.writeEndObject();
    }

    private void node(Node node) throws IOException {
        json.writeObjectFieldStart(node.name());
        json.writeStringField("routerType", NodeKind.of(node));
        json.writeArrayFieldStart("steps");
        for (int i = 0; i < node.steps().size(); i++) {
            json.writeStartObject();
            step(node.steps().get(i));
            own(node, i);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void step(Step step) throws IOException {
        if (!step.name().isEmpty()) {
            json.writeStringField("name", step.name());
        }
        target(json, step.target());
        if (step.isHard()) {
            json.writeStringField("dependency", "Hard");
        }
        new PolicyJson(json).policy(step.policy());
    }

    static void target(JsonGenerator json, Target target) throws IOException {
        switch (target) {
            case Target.NodeRef(var name) -> json.writeStringField("nodeName", name);
            case Target.Url(var uri) -> json.writeStringField("serviceUrl", uri.toString());
            case Target.Unusable(var text) -> json.writeStringField("serviceUrl", text);
            case Target.Service(var name) -> json.writeStringField("serviceName", name);
        }
    }

    /** What only this kind of node says of a step. */
    private void own(Node node, int index) throws IOException {
        switch (node) {
            case Sequence sequence -> stage(sequence.stages().get(index));
            case Switch choice -> condition(choice.cases().get(index).condition());
            case Splitter splitter ->
                json.writeNumberField(
                        "weight", splitter.branches().get(index).weight().percent());
            case Ensemble _ -> {}
        }
    }

    private void stage(Stage stage) throws IOException {
        if (stage.input() == Node.Input.RESPONSE) {
            json.writeStringField("data", "$response");
        }
        if (stage.mapsPredictionsToInstances()) {
            json.writeBooleanField("mapPredictionsToInstances", true);
        }
        condition(stage.condition());
    }

    private void condition(Condition condition) throws IOException {
        if (condition instanceof Condition.Exists(var path)) {
            json.writeStringField("condition", path.text());
        }
    }

    /** Open braces and DEL in strings as a backslash, {@code u007B}, which means the same. */
    private static final class Inert extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        private static final int DEL = 0x7f;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes['{'] = ESCAPE_STANDARD;
            codes[DEL] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return null; // the standard escapes suffice
        }
    }
}

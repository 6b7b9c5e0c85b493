package dev.dromos.examples.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromos.examples.models.Classifier.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Open Inference Protocol (V2): named tensors in, named tensors out.
 *
 * <p>Every model takes one tensor, {@value #INPUT}, of shape [rows, features].
 */
final class V2Protocol {
    private static final String INPUT = "input";

    /** Any number of rows. */
    private static final int ANY = -1;

    private V2Protocol() {}

    /**
     * A tensor of the answer.
     *
     * @param width numbers in a row; 1 is a tensor of one dimension
     */
    private record Output(String name, String datatype, int width) {

        ObjectNode describe(int rows) {
            var shape = JsonNodeFactory.instance.arrayNode().add(rows);
            if (width > 1) {
                shape.add(width);
            }
            var node = Json.object().put("name", name).put("datatype", datatype);
            node.set("shape", shape);
            return node;
        }
    }

    private static final Output LABEL = new Output("label", "BYTES", 1);
    private static final Output PROBABILITY = new Output("probability", "FP64", 1);

    private static Output probabilities(Classifier classifier) {
        return new Output("probabilities", "FP64", classifier.labels().size());
    }

    static JsonNode server() {
        ObjectNode server = Json.object().put("name", "dromos-examples").put("version", "1");
        server.set("extensions", Json.texts(List.of()));
        return server;
    }

    static JsonNode live() {
        return Json.object().put("live", true);
    }

    static JsonNode ready() {
        return Json.object().put("ready", true);
    }

    static JsonNode ready(ServedModel model) {
        return Json.object().put("name", model.name()).put("ready", true);
    }

    static JsonNode metadata(ServedModel model) {
        var inputs = classifier(model)
                .map(classifier ->
                        new Output(INPUT, "FP64", classifier.features().size()))
                .map(input -> List.of(input.describe(ANY)))
                .orElse(List.of());
        var outputs =
                outputs(model).stream().map(output -> output.describe(ANY)).toList();
        ObjectNode metadata = Json.object().put("name", model.name());
        metadata.set("versions", Json.texts(List.of()));
        metadata.put("platform", "tribuo");
        metadata.set("inputs", Json.array(inputs));
        metadata.set("outputs", Json.array(outputs));
        return metadata;
    }

    static Parsed<JsonNode> infer(ServedModel model, JsonNode request) {
        var classifier = classifier(model);
        if (classifier.isEmpty()) {
            return new Parsed.Mistake<>(
                    "`%s` takes objects, which no tensor holds: call it by V1".formatted(model.name()));
        }
        return wanted(model, request)
                .then(outputs -> oneInput(request)
                        .then(input ->
                                Tensor.parse(INPUT, classifier.get().features().size(), input))
                        .map(tensor -> tensor.rows().stream()
                                .map(classifier.get()::predict)
                                .toList())
                        .map(verdicts -> answer(model, request, outputs, verdicts)));
    }

    private static Parsed<JsonNode> oneInput(JsonNode request) {
        return Json.list(request, "inputs")
                .then(inputs -> inputs.size() == 1
                        ? new Parsed.Value<>(inputs.getFirst())
                        : new Parsed.Mistake<>("`inputs` must be one tensor, found %d".formatted(inputs.size())));
    }

    /** The outputs that the request names, or all. */
    private static Parsed<List<Output>> wanted(ServedModel model, JsonNode request) {
        var all = outputs(model);
        if (!request.has("outputs")) {
            return new Parsed.Value<>(all);
        }
        return Json.list(request, "outputs")
                .then(names -> Parsed.each("outputs", names, node -> {
                    var name = node.path("name").asText();
                    return all.stream()
                            .filter(output -> output.name().equals(name))
                            .findFirst()
                            .<Parsed<Output>>map(Parsed.Value::new)
                            .orElseGet(() -> new Parsed.Mistake<>("`name` must be one of %s, found %s"
                                    .formatted(
                                            all.stream().map(Output::name).toList(), Json.excerpt(node.path("name")))));
                }));
    }

    private static JsonNode answer(ServedModel model, JsonNode request, List<Output> outputs, List<Verdict> verdicts) {
        ObjectNode answer = Json.object().put("model_name", model.name());
        if (request.path("id").isTextual()) {
            answer.set("id", request.path("id"));
        }
        var tensors = new ArrayList<JsonNode>();
        for (var output : outputs) {
            var tensor = output.describe(verdicts.size());
            tensor.set("data", data(output, verdicts));
            tensors.add(tensor);
        }
        return answer.set("outputs", Json.array(tensors));
    }

    private static JsonNode data(Output output, List<Verdict> verdicts) {
        if (output.equals(LABEL)) {
            return Json.texts(verdicts.stream().map(Verdict::label).toList());
        }
        if (output.equals(PROBABILITY)) {
            return Json.numbers(verdicts.stream().map(Verdict::probability).toList());
        }
        return Json.numbers(verdicts.stream()
                .flatMap(verdict -> verdict.probabilities().sequencedValues().stream())
                .toList());
    }

    private static List<Output> outputs(ServedModel model) {
        return switch (model) {
            case ServedModel.Labels _ -> List.of(LABEL, PROBABILITY);
            case ServedModel.Probabilities all -> List.of(probabilities(all.classifier()));
            case ServedModel.CardFeatures _ -> List.of();
        };
    }

    private static Optional<Classifier> classifier(ServedModel model) {
        return switch (model) {
            case ServedModel.Labels labels -> Optional.of(labels.classifier());
            case ServedModel.Probabilities all -> Optional.of(all.classifier());
            case ServedModel.CardFeatures _ -> Optional.empty();
        };
    }
}

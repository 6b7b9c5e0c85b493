package dev.dromos.examples.models;

import com.fasterxml.jackson.databind.JsonNode;

/** KServe's V1 protocol: `instances` in, as many `predictions` out. */
final class V1Protocol {

    private V1Protocol() {}

    static JsonNode models(Iterable<String> names) {
        return Json.object().set("models", Json.texts(names));
    }

    static JsonNode ready(ServedModel model) {
        return Json.object().put("name", model.name()).put("ready", true);
    }

    static Parsed<JsonNode> predict(ServedModel model, JsonNode request) {
        return Json.list(request, "instances")
                .then(instances -> Parsed.each("instances", instances, model::predict))
                .map(predictions -> Json.object().set("predictions", Json.array(predictions)));
    }
}

package dev.dromos.examples.models;

import com.fasterxml.jackson.databind.JsonNode;

/** An HTTP answer; the only place that knows status codes. */
record Reply(int status, JsonNode body) {

    static Reply ok(JsonNode body) {
        return new Reply(200, body);
    }

    /** A mistake is the client's: 400. */
    static Reply of(Parsed<JsonNode> outcome) {
        return switch (outcome) {
            case Parsed.Value<JsonNode>(var body) -> ok(body);
            case Parsed.Mistake<JsonNode>(var message) -> error(400, message);
        };
    }

    static Reply noSuchModel(String name) {
        return error(404, "no model `%s` here".formatted(name));
    }

    static Reply noSuchPath(String path) {
        return error(404, "nothing at `%s`".formatted(path));
    }

    static Reply wrongMethod(String method, String allowed) {
        return error(405, "method must be %s, found %s".formatted(allowed, method));
    }

    static Reply tooLarge(int limitBytes) {
        return error(413, "the body must be at most %d bytes".formatted(limitBytes));
    }

    /** A bug here, not the client's mistake. */
    static Reply failed() {
        return error(500, "the model failed");
    }

    /** Both protocols say it in this form. */
    private static Reply error(int status, String message) {
        return new Reply(status, Json.object().put("error", message));
    }
}

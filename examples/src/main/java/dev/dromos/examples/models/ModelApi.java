package dev.dromos.examples.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Both protocols' paths over one set of models. Pure: no socket, no thread, no state. */
final class ModelApi {
    private static final Pattern V1_MODEL = Pattern.compile("/v1/models/([^/:]+)(:predict)?");
    private static final Pattern V2_MODEL = Pattern.compile("/v2/models/([^/]+)(/ready|/infer)?");

    private final Catalog catalog;

    ModelApi(Catalog catalog) {
        this.catalog = catalog;
    }

    Reply handle(String method, String path, byte[] body) {
        return switch (path) {
            case "/v1/models" -> get(method, () -> V1Protocol.models(catalog.names()));
            case "/v2" -> get(method, V2Protocol::server);
            case "/v2/health/live" -> get(method, V2Protocol::live);
            case "/v2/health/ready" -> get(method, V2Protocol::ready);
            default -> ofModel(method, path, body);
        };
    }

    private Reply ofModel(String method, String path, byte[] body) {
        var v1 = V1_MODEL.matcher(path);
        if (v1.matches()) {
            return v1.group(2) == null
                    ? get(method, v1.group(1), V1Protocol::ready)
                    : post(method, v1.group(1), body, V1Protocol::predict);
        }
        var v2 = V2_MODEL.matcher(path);
        if (!v2.matches()) {
            return Reply.noSuchPath(path);
        }
        var name = v2.group(1);
        return switch (v2.group(2)) {
            case "/infer" -> post(method, name, body, V2Protocol::infer);
            case "/ready" -> get(method, name, V2Protocol::ready);
            case null, default -> get(method, name, V2Protocol::metadata);
        };
    }

    private static Reply get(String method, Supplier<JsonNode> answer) {
        return method.equals("GET") ? Reply.ok(answer.get()) : Reply.wrongMethod(method, "GET");
    }

    private Reply get(String method, String name, Function<ServedModel, JsonNode> answer) {
        return catalog.find(name)
                .map(model -> get(method, () -> answer.apply(model)))
                .orElseGet(() -> Reply.noSuchModel(name));
    }

    private Reply post(
            String method, String name, byte[] body, BiFunction<ServedModel, JsonNode, Parsed<JsonNode>> answer) {
        if (!method.equals("POST")) {
            return Reply.wrongMethod(method, "POST");
        }
        return catalog.find(name)
                .map(model -> Reply.of(Json.read(body).then(request -> answer.apply(model, request))))
                .orElseGet(() -> Reply.noSuchModel(name));
    }
}

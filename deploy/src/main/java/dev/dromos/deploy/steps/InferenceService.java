package dev.dromos.deploy.steps;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** KServe's rules for where a graph calls an InferenceService: which of the protocols, and the model's name in it. */
final class InferenceService {
    private static final String MODEL_NAME = "--model_name";
    private static final Set<String> CALLABLE = Set.of("v1", "v2");

    /** What a predictor has besides the server of a model. */
    private static final Set<String> FRAMEWORKS = Set.of(
            "sklearn",
            "xgboost",
            "tensorflow",
            "pytorch",
            "triton",
            "onnx",
            "huggingface",
            "pmml",
            "lightgbm",
            "paddle");

    private final JsonNode object;
    private final Cluster cluster;

    InferenceService(JsonNode object, Cluster cluster) {
        this.object = object;
        this.cluster = cluster;
    }

    /** What is called: the path of the predictor or, where there is one, of the transformer before it; or why there is none. */
    Path path() {
        JsonNode transformer = object.path("spec").path("transformer");
        if (!transformer.isMissingNode()) {
            return path(environment(firstContainer(transformer), "PROTOCOL").orElse("v1"));
        }
        return isMultiModel() ? new Path.At("") : predictorPath();
    }

    /** A path, or why there is none. */
    sealed interface Path {
        record At(String text) implements Path {}

        record None(String why) implements Path {}
    }

    private Path predictorPath() {
        JsonNode container = firstContainer(predictor());
        if (!container.isMissingNode()) {
            return path(environment(container, "PROTOCOL").orElse("v1"));
        }
        JsonNode runtime = server().path("runtime");
        if (runtime.isTextual()) {
            return ofRuntime(runtime.asText());
        }
        return path(server().path("protocolVersion").asText("v1"));
    }

    /** A runtime that is named decides, whatever the model says. */
    private Path ofRuntime(String name) {
        var runtime = cluster.find(Cluster.Kind.SERVING_RUNTIME, name)
                .or(() -> cluster.find(Cluster.Kind.CLUSTER_SERVING_RUNTIME, name));
        if (runtime.isEmpty()) {
            return new Path.None("no ServingRuntime or ClusterServingRuntime `%s`".formatted(name) + hidden());
        }
        for (JsonNode protocol : runtime.get().path("spec").path("protocolVersions")) {
            if (CALLABLE.contains(protocol.asText())) {
                return path(protocol.asText());
            }
        }
        return new Path.None("runtime `%s` speaks neither v1 nor v2".formatted(name));
    }

    /** Which rights are missing to know whether there is one. */
    private String hidden() {
        String rights = Stream.of(Cluster.Kind.SERVING_RUNTIME, Cluster.Kind.CLUSTER_SERVING_RUNTIME)
                .filter(cluster::isHidden)
                .map(kind -> kind.plural() + ".serving.kserve.io")
                .collect(Collectors.joining(" and "));
        return rights.isEmpty() ? "" : " as far as can be seen: the right to `get` %s is missing".formatted(rights);
    }

    private Path path(String protocol) {
        return new Path.At(
                switch (protocol) {
                    case "v1" -> "/v1/models/" + modelName() + ":predict";
                    case "v2" -> "/v2/models/" + modelName() + "/infer";
                    default -> "";
                });
    }

    /** Whether it serves models that others add to it, and so has none of its own. */
    private boolean isMultiModel() {
        JsonNode container = firstContainer(predictor());
        if (!container.isMissingNode()) {
            return environment(container, "MULTI_MODEL_SERVER")
                    .filter("true"::equals)
                    .isPresent();
        }
        JsonNode server = server();
        boolean hasModel = server.has("storageUri") || server.has("storageUris") || server.has("storage");
        return !hasModel && !isHuggingFace();
    }

    /** It can fetch a model by its id, without a storage. */
    private boolean isHuggingFace() {
        return predictor().has("huggingface")
                || server().path("modelFormat").path("name").asText().equals("huggingface");
    }

    String modelName() {
        return argument(firstContainer(object.path("spec").path("transformer")))
                .or(() -> environment(server(), "MLSERVER_MODEL_NAME"))
                .or(() -> argument(server()))
                .or(() -> argument(firstContainer(predictor())))
                .orElseGet(() -> object.path("metadata").path("name").asText());
    }

    private JsonNode predictor() {
        return object.path("spec").path("predictor");
    }

    /** The server of the model: {@code model}, or one of the older fields named after a framework. */
    private JsonNode server() {
        JsonNode model = predictor().path("model");
        return model.isMissingNode()
                ? FRAMEWORKS.stream()
                        .sorted()
                        .map(predictor()::path)
                        .filter(JsonNode::isObject)
                        .findFirst()
                        .orElse(model)
                : model;
    }

    private static JsonNode firstContainer(JsonNode pod) {
        return pod.path("containers").path(0);
    }

    private static Optional<String> environment(JsonNode container, String name) {
        Optional<String> found = Optional.empty();
        for (JsonNode variable : container.path("env")) {
            if (variable.path("name").asText().equals(name)
                    && variable.path("value").isTextual()) {
                found = Optional.of(variable.path("value").asText());
            }
        }
        return found;
    }

    /** The last one counts; the name and its value in one text with a blank between them are no argument. */
    private static Optional<String> argument(JsonNode container) {
        Optional<String> found = Optional.empty();
        JsonNode arguments = container.path("args");
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.path(i).asText();
            if (argument.startsWith(MODEL_NAME + "=")) {
                found = Optional.of(argument.substring(MODEL_NAME.length() + 1));
            } else if (argument.equals(MODEL_NAME) && i + 1 < arguments.size()) {
                found = Optional.of(arguments.path(i + 1).asText());
            }
        }
        return found;
    }
}

package dev.dromos.deploy.settings;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads settings from the data of a ConfigMap: the keys {@code router}, {@code deploy} and {@code ingress}, each JSON, with the fields
 * that KServe's {@code inferenceservice-config} has there. Fields that are not read are nobody's mistake: KServe has more.
 */
public final class SettingsReader {
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(20)
                    .maxDocumentLength(100_000)
                    .build())
            .build());

    private final Map<String, String> data;
    private final List<String> mistakes = new ArrayList<>();

    SettingsReader() {
        this(Map.of());
    }

    private SettingsReader(Map<String, String> data) {
        this.data = Map.copyOf(data);
    }

    /** What was read, or everything that is wrong with it. */
    public sealed interface Result {
        record Read(Settings settings) implements Result {}

        record Unusable(List<String> mistakes) implements Result {
            public Unusable {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    public static Result read(Map<String, String> data) {
        var reader = new SettingsReader(data);
        var settings = reader.settings();
        return reader.mistakes.isEmpty() ? new Result.Read(settings) : new Result.Unusable(reader.mistakes);
    }

    Settings settings() {
        JsonNode router = json("router");
        JsonNode deploy = json("deploy");
        JsonNode ingress = json("ingress");
        return new Settings(
                new Settings.Router(
                        text(router, "router", "image", "dromos/router:0.1.0"),
                        text(router, "router", "imagePullPolicy", ""),
                        texts(router.path("imagePullSecrets"), "router.imagePullSecrets"),
                        resources(router),
                        texts(router.path("headers").path("propagate"), "router.headers.propagate")),
                mode(text(deploy, "deploy", "defaultDeploymentMode", "")),
                exposure(ingress),
                text(ingress, "ingress", "clusterDomain", "cluster.local"));
    }

    private JsonNode json(String key) {
        String text = data.getOrDefault(key, "");
        if (text.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode value = MAPPER.readTree(text);
            if (value.isObject()) {
                return value;
            }
            mistakes.add("%s: expected a JSON object, found %s".formatted(key, value.getNodeType()));
        } catch (JsonProcessingException malformed) {
            var at = malformed.getLocation();
            mistakes.add("%s: not JSON at line %d, column %d".formatted(key, at.getLineNr(), at.getColumnNr()));
        }
        return MissingNode.getInstance();
    }

    private String text(JsonNode object, String key, String field, String otherwise) {
        JsonNode value = object.path(field);
        if (value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.asText().isEmpty())) {
            return otherwise;
        }
        if (!value.isTextual()) {
            mistakes.add("%s.%s: expected a text, found %s".formatted(key, field, value));
            return otherwise;
        }
        return value.asText();
    }

    private List<String> texts(JsonNode list, String path) {
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (JsonNode item : list) {
            if (item.isTextual()) {
                texts.add(item.asText());
            }
        }
        if (!list.isArray() || texts.size() < list.size()) {
            mistakes.add("%s: expected a list of texts, found %s".formatted(path, list));
        }
        return texts;
    }

    /** A request of a tenth of a core and 128 MiB; a limit of a core, and of 512 MiB, in which 64 requests of 1 MiB have room. */
    private ResourceRequirements resources(JsonNode router) {
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", quantity(router, "cpuRequest", "100m"))
                .addToRequests("memory", quantity(router, "memoryRequest", "128Mi"))
                .addToLimits("cpu", quantity(router, "cpuLimit", "1"))
                .addToLimits("memory", quantity(router, "memoryLimit", "512Mi"))
                .build();
    }

    private Quantity quantity(JsonNode router, String field, String otherwise) {
        String text = text(router, "router", field, otherwise);
        try {
            var quantity = new Quantity(text);
            quantity.getNumericalAmount();
            return quantity;
        } catch (IllegalArgumentException malformed) {
            mistakes.add("router.%s: expected a quantity such as 512Mi or 100m, found `%s`".formatted(field, text));
            return new Quantity(otherwise);
        }
    }

    private Settings.Mode mode(String word) {
        if (word.isEmpty()) {
            return Settings.Mode.BY_PLATFORM;
        }
        var mode = DeploymentMode.of(word);
        if (mode.isEmpty()) {
            mistakes.add("deploy.defaultDeploymentMode: expected Knative or Standard, found `%s`".formatted(word));
            return Settings.Mode.BY_PLATFORM;
        }
        return Settings.Mode.of(mode.get());
    }

    private Exposure exposure(JsonNode ingress) {
        String domain = text(ingress, "ingress", "ingressDomain", "");
        if (domain.isEmpty() || ingress.path("disableIngressCreation").asBoolean()) {
            return new Exposure.Inside();
        }
        if (!ingress.path("enableGatewayApi").asBoolean()) {
            return new Exposure.ByIngress(domain, text(ingress, "ingress", "ingressClassName", ""));
        }
        String[] gateway = text(ingress, "ingress", "kserveIngressGateway", "").split("/", -1);
        if (gateway.length != 2 || gateway[0].isEmpty() || gateway[1].isEmpty()) {
            mistakes.add("ingress.kserveIngressGateway: expected <namespace>/<name> of a Gateway, found `%s`"
                    .formatted(String.join("/", gateway)));
            return new Exposure.Inside();
        }
        return new Exposure.ByGateway(domain, gateway[0], gateway[1]);
    }
}

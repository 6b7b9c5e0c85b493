package dev.dromos.deploy.router;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromos.deploy.router.RouterModel.Placement;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** The fields of a graph that are a pod's, which nobody has read until here. */
final class PodFields {
    private static final List<String> OF_RESOURCES = List.of("limits", "requests");

    /** No quantity has as many characters. */
    private static final int LONGEST_SHOWN = 64;

    private final JsonNode spec;
    private final List<String> mistakes = new ArrayList<>();

    PodFields(JsonNode spec) {
        this.spec = spec;
    }

    /** What could not be read, as {@code spec.affinity: ...}. */
    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    Placement placement() {
        var tolerations = new ArrayList<Toleration>();
        for (JsonNode item : spec.path("tolerations")) {
            var path = Path.spec().field("tolerations").item(tolerations.size());
            tolerations.add(typed(item, path, Toleration.class, new Toleration()));
        }
        var selector = new LinkedHashMap<String, String>();
        spec.path("nodeSelector")
                .properties()
                .forEach(label -> selector.put(label.getKey(), label.getValue().asText()));
        return new Placement(
                typed(spec.path("affinity"), Path.spec().field("affinity"), Affinity.class, new Affinity()),
                tolerations,
                selector,
                spec.path("nodeName").asText(""),
                spec.path("serviceAccountName").asText(""));
    }

    /** The graph's own requests and limits, all of them or none of the administrator's. */
    ResourceRequirements resources(ResourceRequirements otherwise) {
        JsonNode given = spec.path("resources");
        given.properties().forEach(field -> {
            if (field.getKey().equals("claims")) {
                mistakes.add("spec.resources.claims: a router has no claims to devices; remove it");
            } else if (!OF_RESOURCES.contains(field.getKey())) {
                unknown(Path.spec().field("resources").field(field.getKey()), field.getKey(), OF_RESOURCES);
            }
        });
        JsonNode requests = object(given, "requests");
        JsonNode limits = object(given, "limits");
        if (requests.isEmpty() && limits.isEmpty()) {
            return otherwise;
        }
        return new ResourceRequirementsBuilder()
                .withRequests(quantities(requests, "resources.requests"))
                .withLimits(quantities(limits, "resources.limits"))
                .build();
    }

    /** Nothing would be read of a list or a text, and a pod without limits is not what its author meant. */
    private JsonNode object(JsonNode resources, String field) {
        JsonNode value = resources.path(field);
        if (!value.isObject() && !value.isMissingNode() && !value.isNull()) {
            mistakes.add("spec.resources.%s: expected an object such as {cpu: 100m}, found a value of type %s"
                    .formatted(field, value.getNodeType().name().toLowerCase(Locale.ROOT)));
        }
        return value;
    }

    private Map<String, Quantity> quantities(JsonNode given, String path) {
        SequencedMap<String, Quantity> quantities = new LinkedHashMap<>();
        given.properties().forEach(entry -> {
            String text = entry.getValue().asText();
            try {
                var quantity = new Quantity(text);
                quantity.getNumericalAmount();
                quantities.put(entry.getKey(), quantity);
            } catch (IllegalArgumentException malformed) {
                mistakes.add("spec.%s.%s: expected a quantity such as 512Mi or 100m, found `%s`"
                        .formatted(path, entry.getKey(), shortened(text)));
            }
        });
        return quantities;
    }

    private <T> T typed(JsonNode value, Path path, Class<T> type, T otherwise) {
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        var part = new PodPart(path, this::unknown);
        try {
            return part.read(value, type);
        } catch (IOException malformed) {
            // Its value may be of any size, and is told to nobody.
            mistakes.add(part.place(malformed) + ": cannot be read as that of a pod");
            return otherwise;
        }
    }

    /** In the checker's words, for a field of a graph that is none. */
    private void unknown(Path path, String name, List<String> known) {
        mistakes.add(path + ": " + new Mistake.UnknownField(name, known).text());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}

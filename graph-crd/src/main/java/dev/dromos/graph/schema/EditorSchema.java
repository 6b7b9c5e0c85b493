package dev.dromos.graph.schema;

import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.KubernetesDuration;
import dev.dromos.graph.crd.FallbackPolicy;
import dev.dromos.graph.crd.InferenceGraph;
import dev.dromos.graph.crd.InferenceGraphSpec;
import dev.dromos.graph.crd.InferenceStep;
import dev.dromos.graph.schema.Shape.Property;
import java.util.Arrays;
import java.util.List;

/** A JSON Schema (draft 7) of graph files in either language: names, types, words and bounds, with what each field means. */
public final class EditorSchema {

    private EditorSchema() {}

    /** As an editor takes it. */
    public static String json() {
        return new Tree()
                .with("$schema", "http://json-schema.org/draft-07/schema#")
                .with("title", InferenceGraph.KIND)
                .withAll(described("A graph of inference: which models a request goes through, and how."))
                .with("type", "object")
                .with("properties", properties())
                .with("required", List.of("apiVersion", "kind", "metadata", "spec"))
                .with("additionalProperties", false)
                .with("if", new Tree().with("properties", apiVersionIs(ApiGroup.KSERVE)))
                .with("then", withoutOurs())
                .asJson();
    }

    private static Tree properties() {
        var versions =
                Arrays.stream(ApiGroup.values()).map(ApiGroup::apiVersion).toList();
        var name = described("Lower case letters, digits and `-`, starting with a letter and not ending in `-`.")
                .with("type", "string")
                .with("pattern", Laws.NAME);
        var metadata = described("Kubernetes' metadata; a graph needs a name.")
                .with("type", "object")
                .with("properties", new Tree().with("name", name));
        return new Tree()
                .with("apiVersion", described("The language of the graph.").with("enum", versions))
                .with("kind", described("Always InferenceGraph.").with("enum", List.of(InferenceGraph.KIND)))
                .with("metadata", metadata)
                .with(
                        "spec",
                        described("What the graph is.").withAll(schema(Shape.Fields.of(InferenceGraphSpec.class))))
                .with(
                        "status",
                        described("What a controller says of the graph.").with("type", "object"));
    }

    private static Tree apiVersionIs(ApiGroup group) {
        return new Tree().with("apiVersion", new Tree().with("enum", List.of(group.apiVersion())));
    }

    /** In KServe's language our fields are unknown. */
    private static Tree withoutOurs() {
        var step = notOurs(InferenceStep.class);
        var node = object("steps", new Tree().with("items", step));
        var nodes = new Tree().with("additionalProperties", node);
        var spec = notOurs(InferenceGraphSpec.class).with("properties", new Tree().with("nodes", nodes));
        return object("spec", spec);
    }

    private static Tree object(String field, Tree schema) {
        return new Tree().with("properties", new Tree().with(field, schema));
    }

    private static Tree notOurs(Class<?> type) {
        var ours = Shape.Fields.of(type).properties().stream()
                .filter(Property::ours)
                .map(Property::name)
                .toList();
        return new Tree().with("propertyNames", new Tree().with("not", new Tree().with("enum", ours)));
    }

    private static Tree described(String description) {
        return new Tree().with("description", description);
    }

    private static Tree schema(Shape shape) {
        return switch (shape) {
            case Shape.Text(var longest, var pattern) -> {
                var text = new Tree().with("type", "string");
                if (longest > 0) {
                    text.with("maxLength", longest);
                }
                yield pattern.isEmpty() ? text : text.with("pattern", CustomResource.whole(pattern));
            }
            case Shape.Span() ->
                new Tree()
                        .with("type", "string")
                        .with("minLength", 1)
                        .with("pattern", CustomResource.whole(KubernetesDuration.PATTERN));
            case Shape.Time() -> new Tree().with("type", "string").with("format", "date-time");
            case Shape.Word(var words) -> new Tree().with("enum", words);
            case Shape.Whole(var _, var least, var most) ->
                CustomResource.bounds(new Tree().with("type", "integer"), least, most);
            case Shape.WholeOrText(var least, var most, var pattern) ->
                CustomResource.bounds(new Tree(), least, most)
                        .with("type", List.of("integer", "string"))
                        .with("pattern", CustomResource.whole(pattern));
            case Shape.Truth() -> new Tree().with("type", "boolean");
            case Shape.Anything() -> new Tree();
            case Shape.Opaque() -> new Tree().with("type", "object");
            case Shape.Listing(var item, var fewest, var many, var _) ->
                CustomResource.sizes(
                        new Tree().with("type", "array").with("items", schema(item)), "Items", fewest, many);
            case Shape.Mapping(var value, var many) ->
                CustomResource.sizes(
                        new Tree().with("type", "object").with("additionalProperties", schema(value)),
                        "Properties",
                        0,
                        many);
            case Shape.Fields(var type, var properties) -> object(type, properties);
        };
    }

    private static Tree object(Class<?> type, List<Property> properties) {
        var fields = new Tree();
        properties.forEach(field ->
                fields.with(field.name(), described(field.description()).withAll(schema(field.shape()))));
        var required = properties.stream()
                .filter(Property::required)
                .map(Property::name)
                .toList();
        var object = new Tree()
                .with("type", "object")
                .with("properties", fields)
                .withAny("required", required)
                .with("additionalProperties", false);
        return type == FallbackPolicy.class ? object.with("oneOf", OneFallback.branches()) : object;
    }
}

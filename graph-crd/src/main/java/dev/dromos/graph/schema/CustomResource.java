package dev.dromos.graph.schema;

import dev.dromos.graph.KubernetesDuration;
import dev.dromos.graph.crd.FallbackPolicy;
import dev.dromos.graph.crd.GraphStatus;
import dev.dromos.graph.crd.InferenceGraph;
import dev.dromos.graph.crd.InferenceGraphSpec;
import dev.dromos.graph.schema.Shape.Property;
import java.util.List;

/** The custom resource definition of {@code inferencegraphs.dromos.dev}. */
public final class CustomResource {
    private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";

    /** Characters of the longest duration. */
    private static final int LONGEST_SPAN = "999999h999999m999999999s999999999ms".length();

    private CustomResource() {}

    /** As {@code kubectl apply} takes it. */
    public static String yaml() {
        var names = new Tree()
                .with("kind", InferenceGraph.KIND)
                .with("listKind", InferenceGraph.KIND + "List")
                .with("plural", "inferencegraphs")
                .with("singular", "inferencegraph")
                .with("shortNames", List.of("ig"));
        var spec = new Tree()
                .with("group", "dromos.dev")
                .with("names", names)
                .with("scope", "Namespaced")
                .with("versions", List.of(version()));
        return new Tree()
                .with("apiVersion", "apiextensions.k8s.io/v1")
                .with("kind", "CustomResourceDefinition")
                .with("metadata", new Tree().with("name", "inferencegraphs.dromos.dev"))
                .with("spec", spec)
                .asYaml();
    }

    private static Tree version() {
        return new Tree()
                .with("name", "v1alpha1")
                .with("served", true)
                .with("storage", true)
                .with("subresources", new Tree().with("status", new Tree()))
                .with(
                        "additionalPrinterColumns",
                        List.of(
                                column("URL", "string", ".status.url"),
                                column("Ready", "string", ".status.conditions[?(@.type=='Ready')].status"),
                                column("Steps", "string", ".status.steps"),
                                column("Age", "date", ".metadata.creationTimestamp")))
                .with("schema", new Tree().with("openAPIV3Schema", graph()));
    }

    private static Tree column(String name, String type, String path) {
        return new Tree().with("name", name).with("type", type).with("jsonPath", path);
    }

    private static Tree graph() {
        var properties = new Tree()
                .with("apiVersion", described("The language of the graph.").with("type", "string"))
                .with("kind", described("Always InferenceGraph.").with("type", "string"))
                .with("metadata", metadata())
                .with("spec", described("What the graph is.").withAll(fields(InferenceGraphSpec.class)))
                .with(
                        "status",
                        described("What the operator says of the graph.").withAll(fields(GraphStatus.class)));
        return described("A graph of inference: which models a request goes through, and how.")
                .with("type", "object")
                .with("properties", properties)
                .with("required", List.of("spec"))
                .with(
                        "x-kubernetes-validations",
                        Laws.of(InferenceGraph.class).stream().map(Law::asTree).toList());
    }

    /** Only so that a rule can speak of the name: the API server knows metadata itself. */
    private static Tree metadata() {
        var name = new Tree().with("name", new Tree().with("type", "string"));
        return new Tree().with("type", "object").with("properties", name);
    }

    private static Tree described(String description) {
        return new Tree().with("description", description);
    }

    private static Tree fields(Class<?> type) {
        return schema(Shape.Fields.of(type));
    }

    private static Tree schema(Shape shape) {
        return switch (shape) {
            case Shape.Text(var longest, var pattern) -> text(longest, pattern);
            case Shape.Span() ->
                new Tree()
                        .with("type", "string")
                        .with("minLength", 1)
                        .with("maxLength", LONGEST_SPAN)
                        .with("pattern", whole(KubernetesDuration.PATTERN))
                        .with("x-kubernetes-validations", List.of(Laws.SOME_TIME.asTree()));
            case Shape.Time() -> new Tree().with("type", "string").with("format", "date-time");
            case Shape.Word(var words) -> new Tree().with("type", "string").with("enum", words);
            case Shape.Whole(var bits, var least, var most) ->
                bounds(new Tree().with("type", "integer").with("format", "int" + bits), least, most);
            case Shape.WholeOrText(var least, var most, var pattern) ->
                bounds(new Tree(), least, most)
                        .with("pattern", whole(pattern))
                        .with("anyOf", List.of(new Tree().with("type", "integer"), new Tree().with("type", "string")))
                        .with("x-kubernetes-int-or-string", true);
            case Shape.Truth() -> new Tree().with("type", "boolean");
            case Shape.Anything() -> new Tree().with(PRESERVE, true);
            case Shape.Opaque() -> new Tree().with("type", "object").with(PRESERVE, true);
            case Shape.Listing list -> listing(list);
            case Shape.Mapping(var value, var many) ->
                sizes(
                        new Tree().with("type", "object").with("additionalProperties", schema(value)),
                        "Properties",
                        0,
                        many);
            case Shape.Fields(var type, var properties) -> object(type, properties);
        };
    }

    private static Tree text(int longest, String pattern) {
        var tree = new Tree().with("type", "string");
        if (longest > 0) {
            tree.with("maxLength", longest);
        }
        return pattern.isEmpty() ? tree : tree.with("pattern", whole(pattern)).with("maxLength", LONGEST_SPAN);
    }

    static String whole(String pattern) {
        return "^(?:%s)$".formatted(pattern);
    }

    static Tree bounds(Tree tree, long least, long most) {
        if (least != Long.MIN_VALUE) {
            tree.with("minimum", least);
        }
        return most == Long.MAX_VALUE ? tree : tree.with("maximum", most);
    }

    private static Tree listing(Shape.Listing list) {
        var tree = sizes(
                new Tree().with("type", "array").with("items", schema(list.item())),
                "Items",
                list.fewest(),
                list.many());
        return list.key().isEmpty()
                ? tree
                : tree.with("x-kubernetes-list-type", "map").with("x-kubernetes-list-map-keys", List.of(list.key()));
    }

    /** How many of something there may be; 0 for any number. */
    static Tree sizes(Tree tree, String what, int fewest, int many) {
        if (fewest > 0) {
            tree.with("min" + what, fewest);
        }
        return many > 0 ? tree.with("max" + what, many) : tree;
    }

    private static Tree object(Class<?> type, List<Property> properties) {
        var fields = new Tree();
        properties.forEach(field ->
                fields.with(field.name(), described(field.description()).withAll(schema(field.shape()))));
        var tree = new Tree()
                .with("type", "object")
                .with("properties", fields)
                .withAny(
                        "required",
                        properties.stream()
                                .filter(Property::required)
                                .map(Property::name)
                                .toList())
                .withAny(
                        "x-kubernetes-validations",
                        Laws.of(type).stream().map(Law::asTree).toList());
        return type == FallbackPolicy.class ? tree.with("oneOf", OneFallback.branches()) : tree;
    }
}

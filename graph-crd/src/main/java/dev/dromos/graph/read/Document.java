package dev.dromos.graph.read;

import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.crd.InferenceGraph;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Position;
import java.util.Arrays;

/** What a document of a file is to us. */
sealed interface Document {

    /** Nothing between two {@code ---}. */
    record Blank() implements Document {}

    /** Not ours; {@code kind} says what it is. */
    record Other(String kind, Position at) implements Document {}

    /** A value that cannot be read at all. */
    record Refused(Mistake.InText why) implements Document {}

    /** A spec without the object around it. */
    record BareSpec(Located.Mapping spec) implements Document {}

    /** An InferenceGraph, or what is so near that it must have been meant as one. */
    record Whole(Located.Mapping object, ApiGroup group) implements Document {}

    static Document of(Located tree) {
        return switch (tree) {
            case Located.Mapping mapping -> of(mapping);
            case Located.Scalar scalar when scalar.kind() == Located.Kind.NOTHING -> new Blank();
            case Located.Scalar scalar -> new Other("a text", scalar.at());
            case Located.Listing listing -> new Other("a list", listing.at());
            case Located.Unreadable(var why) -> new Refused(why);
        };
    }

    private static Document of(Located.Mapping mapping) {
        String kind = text(mapping, "kind");
        String apiVersion = text(mapping, "apiVersion");
        boolean ours = GraphReader.apiVersions().contains(apiVersion);
        boolean meant = apiVersion.equals(ApiGroup.DROMOS.apiVersion()) || kind.equalsIgnoreCase(InferenceGraph.KIND);
        if (kind.equals(InferenceGraph.KIND) || (ours && meant)) {
            return new Whole(mapping, group(apiVersion));
        }
        if (!kind.isEmpty()) {
            return new Other(kind, mapping.at());
        }
        boolean hasSpec = mapping.entries().containsKey("spec");
        if (mapping.entries().containsKey("nodes") && !hasSpec && apiVersion.isEmpty()) {
            return new BareSpec(mapping);
        }
        return ours || hasSpec
                ? new Whole(mapping, group(apiVersion))
                : new Other("a mapping without kind", mapping.at());
    }

    /** A misspelt version of our group is still in our language; whatever else is read as KServe's. */
    private static ApiGroup group(String apiVersion) {
        var name = apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
        return Arrays.stream(ApiGroup.values())
                .filter(group -> !name.isEmpty() && group.apiVersion().startsWith(name + "/"))
                .findFirst()
                .orElse(ApiGroup.KSERVE);
    }

    private static String text(Located.Mapping mapping, String field) {
        var entry = mapping.entries().get(field);
        return entry != null && entry.value() instanceof Located.Scalar scalar && scalar.kind() == Located.Kind.TEXT
                ? scalar.text()
                : "";
    }
}

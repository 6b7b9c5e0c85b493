package dev.dromos.graph.read;

import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.crd.InferenceGraph;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Position;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/** What a document of a file is to us. */
sealed interface Document {

    /** The kinds whose {@code items} are objects. */
    Set<String> LISTS = Set.of("List", InferenceGraph.KIND + "List");

    /** Adds what it is to what a file holds. */
    void addTo(Reading reading);

    /** Nothing between two {@code ---}. */
    record Blank() implements Document {
        @Override
        public void addTo(Reading reading) {
            // holds nothing
        }
    }

    /** Not ours; {@code kind} says what it is. */
    record Other(String kind, Position at) implements Document {
        @Override
        public void addTo(Reading reading) {
            reading.skip(new Skipped(kind, at));
        }
    }

    /** A value that cannot be read at all. */
    record Refused(Mistake.InText why) implements Document {
        @Override
        public void addTo(Reading reading) {
            reading.refuse(why);
        }
    }

    /** A spec without the object around it. */
    record BareSpec(Located.Mapping spec) implements Document {
        @Override
        public void addTo(Reading reading) {
            reading.bareSpec(spec);
        }
    }

    /** An InferenceGraph, or what is so near that it must have been meant as one. */
    record Whole(Located.Mapping object, ApiGroup group) implements Document {
        @Override
        public void addTo(Reading reading) {
            reading.object(object, group);
        }
    }

    /** A list of objects, as {@code kubectl get -o yaml} writes one, is what its items are. */
    static Stream<Document> all(Located tree) {
        if (tree instanceof Located.Mapping mapping
                && LISTS.contains(text(mapping, "kind"))
                && mapping.entries().get("items") instanceof Located.Entry(var _, Located.Listing(var items, var _))) {
            return items.stream().flatMap(Document::all);
        }
        return Stream.of(of(tree));
    }

    /** The argument of {@code --graph-json}, where whatever is no object is meant as a spec. */
    static Document ofSpec(Located tree) {
        boolean bare = tree instanceof Located.Mapping mapping
                && !mapping.entries().containsKey("kind")
                && !mapping.entries().containsKey("spec");
        return bare && tree instanceof Located.Mapping spec ? new BareSpec(spec) : of(tree);
    }

    private static Document of(Located tree) {
        if (tree instanceof Located.Mapping mapping) {
            return of(mapping); // before the switch, for the sake of the first answer (ADR 2)
        }
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

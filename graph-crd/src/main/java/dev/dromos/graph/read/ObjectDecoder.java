package dev.dromos.graph.read;

import dev.dromos.graph.crd.InferenceGraph;
import dev.dromos.graph.crd.ObjectMeta;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import org.jspecify.annotations.Nullable;

/** The object around a spec: what kind it is, and its name. */
final class ObjectDecoder {
    private final Notes notes;

    ObjectDecoder(Notes notes) {
        this.notes = notes;
    }

    InferenceGraph graph(Located.Mapping object) {
        var fields = Fields.of(object, Path.root(), notes);
        var graph = new InferenceGraph(
                fields.value("apiVersion", this::apiVersion),
                fields.value("kind", this::kind),
                fields.value("metadata", this::metadata),
                fields.value("spec", new SpecDecoder(notes)::spec),
                fields.opaque("status"));
        fields.refuseOthers();
        requireField(object, "apiVersion");
        requireField(object, "kind");
        return graph;
    }

    private void requireField(Located.Mapping object, String name) {
        var entry = object.entries().get(name);
        if (entry == null || Fields.isNothing(entry.value())) {
            notes.problem(Path.root().field(name), new Mistake.MissingField());
        }
    }

    private @Nullable String apiVersion(Located value, Path path) {
        var text = new Values(notes).text(value, path);
        if (text != null && !GraphReader.apiVersions().contains(text)) {
            notes.problem(path, new Mistake.UnknownValue(text, GraphReader.apiVersions()));
        }
        return text;
    }

    private @Nullable String kind(Located value, Path path) {
        var text = new Values(notes).text(value, path);
        if (text != null && !text.equals(InferenceGraph.KIND)) {
            notes.problem(path, new Mistake.WrongKind(text, InferenceGraph.KIND));
        }
        return text;
    }

    private ObjectMeta metadata(Located value, Path path) {
        var fields = Fields.of(value, path, notes);
        return new ObjectMeta(
                fields.text("name"),
                fields.text("namespace"),
                fields.texts("labels"),
                fields.texts("annotations"),
                fields.others());
    }
}

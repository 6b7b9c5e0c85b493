package dev.dromos.graph.read;

import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.crd.InferenceGraph;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import dev.dromos.graph.problem.Position;
import dev.dromos.graph.problem.Problem;
import dev.dromos.graph.problem.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads graphs from YAML or JSON. No text makes it throw: whatever is wrong is a problem in the result. */
public final class GraphReader {
    private final Source source;
    private final ReadLimits limits;

    private GraphReader(Source source, ReadLimits limits) {
        this.source = source;
        this.limits = limits;
    }

    /** Reads a file's text: YAML with any number of documents, or JSON; whole objects, or a bare spec. The name is only shown. */
    public static GraphFile read(String fileName, String text) {
        return read(fileName, text, ReadLimits.DEFAULT);
    }

    /** As {@link #read(String, String)}, with other limits. */
    public static GraphFile read(String fileName, String text, ReadLimits limits) {
        var reader = new GraphReader(Source.of(fileName, text), limits);
        return reader.file(reader.looksLikeJson() ? reader.jsonElseYaml() : reader.yaml(), Document::all);
    }

    /** Reads the argument of KServe's {@code --graph-json}: JSON, the spec alone (a whole object is taken too). */
    public static GraphFile readSpec(String json) {
        var reader = new GraphReader(Source.of("--graph-json", json), ReadLimits.DEFAULT);
        return reader.file(reader.json(), tree -> Stream.of(Document.ofSpec(tree)));
    }

    private boolean looksLikeJson() {
        return source.name().endsWith(".json") || source.text().stripLeading().startsWith("{");
    }

    /** A text in braces may still be YAML in flow style; when it is neither, the file's name says whose complaint helps. */
    private Documents jsonElseYaml() {
        var json = json();
        if (json.mistakes().isEmpty() || source.name().endsWith(".json")) {
            return json;
        }
        var yaml = yaml();
        boolean saysYaml = source.name().endsWith(".yaml") || source.name().endsWith(".yml");
        return yaml.mistakes().isEmpty() || saysYaml ? yaml : json;
    }

    private Documents json() {
        return tooLong().orElseGet(() -> JsonTree.read(source, limits));
    }

    private Documents yaml() {
        return tooLong().orElseGet(() -> YamlText.read(source, limits));
    }

    private Optional<Documents> tooLong() {
        int length = source.text().length();
        return length <= limits.characters()
                ? Optional.empty()
                : Optional.of(new Documents(
                        List.of(), List.of(new Mistake.TooLong(Position.START, length, limits.characters()))));
    }

    private GraphFile file(Documents documents, Function<Located, Stream<Document>> meaning) {
        var graphs = new ArrayList<Facts>();
        var skipped = new ArrayList<Skipped>();
        var mistakes = new ArrayList<>(documents.mistakes());
        for (Document document : documents.trees().stream().flatMap(meaning).toList()) {
            switch (document) {
                case Document.Blank _ -> {}
                case Document.Other(var kind, var at) -> skipped.add(new Skipped(kind, at));
                case Document.Refused(var why) -> mistakes.add(why);
                case Document.BareSpec(var spec) -> graphs.add(bareSpec(spec));
                case Document.Whole(var object, var group) -> graphs.add(object(object, group));
            }
        }
        if (graphs.isEmpty() && mistakes.isEmpty()) {
            mistakes.add(new Mistake.NoGraph(
                    Position.START, skipped.stream().map(Skipped::kind).toList()));
        }
        var problems = mistakes.stream()
                .map(mistake -> new Problem(Path.root(), mistake, Severity.ERROR))
                .toList();
        return new GraphFile(graphs, skipped, problems, new Places(source, Map.of()));
    }

    private Facts bareSpec(Located.Mapping spec) {
        var notes = new Notes(ApiGroup.KSERVE);
        var graph = new InferenceGraph(
                ApiGroup.KSERVE.apiVersion(),
                InferenceGraph.KIND,
                null,
                new SpecDecoder(notes).spec(notes.note(Path.spec(), spec.at(), spec), Path.spec()),
                null);
        return new Facts(
                graph,
                ApiGroup.KSERVE,
                Facts.Form.BARE_SPEC,
                notes.problems(),
                notes.unreadable(),
                notes.places(source));
    }

    private Facts object(Located.Mapping object, ApiGroup group) {
        var notes = new Notes(group);
        var graph = new ObjectDecoder(notes).graph(notes.note(Path.root(), object.at(), object));
        return new Facts(graph, group, Facts.Form.OBJECT, notes.problems(), notes.unreadable(), notes.places(source));
    }

    /** The versions a graph may state. */
    static List<String> apiVersions() {
        return Arrays.stream(ApiGroup.values()).map(ApiGroup::apiVersion).toList();
    }
}

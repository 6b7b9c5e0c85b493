package dev.dromos.graph.read;

import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Position;
import java.util.Arrays;
import java.util.List;
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
        var reading = new Reading(source);
        documents.mistakes().forEach(reading::refuse);
        documents.trees().stream().flatMap(meaning).forEach(document -> document.addTo(reading));
        return reading.file();
    }

    /** The versions a graph may state. */
    static List<String> apiVersions() {
        return Arrays.stream(ApiGroup.values()).map(ApiGroup::apiVersion).toList();
    }
}

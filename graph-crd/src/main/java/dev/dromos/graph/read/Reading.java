package dev.dromos.graph.read;

import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.crd.InferenceGraph;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import dev.dromos.graph.problem.Position;
import dev.dromos.graph.problem.Problem;
import dev.dromos.graph.problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one file holds, while its documents are gone through. */
final class Reading {
    private final Source source;
    private final List<Facts> graphs = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    Reading(Source source) {
        this.source = source;
    }

    void skip(Skipped document) {
        skipped.add(document);
    }

    void refuse(Mistake.InText why) {
        mistakes.add(why);
    }

    void bareSpec(Located.Mapping spec) {
        var notes = new Notes(ApiGroup.KSERVE);
        var graph = new InferenceGraph(
                ApiGroup.KSERVE.apiVersion(),
                InferenceGraph.KIND,
                null,
                new SpecDecoder(notes).spec(notes.note(Path.spec(), spec.at(), spec), Path.spec()),
                null);
        graphs.add(new Facts(
                graph,
                ApiGroup.KSERVE,
                Facts.Form.BARE_SPEC,
                notes.problems(),
                notes.unreadable(),
                notes.places(source)));
    }

    void object(Located.Mapping object, ApiGroup group) {
        var notes = new Notes(group);
        var graph = new ObjectDecoder(notes).graph(notes.note(Path.root(), object.at(), object));
        graphs.add(
                new Facts(graph, group, Facts.Form.OBJECT, notes.problems(), notes.unreadable(), notes.places(source)));
    }

    GraphFile file() {
        if (graphs.isEmpty() && mistakes.isEmpty()) {
            mistakes.add(new Mistake.NoGraph(
                    Position.START, skipped.stream().map(Skipped::kind).toList()));
        }
        var problems = mistakes.stream()
                .map(mistake -> new Problem(Path.root(), mistake, Severity.ERROR))
                .toList();
        return new GraphFile(graphs, skipped, problems, new Places(source, Map.of()));
    }
}

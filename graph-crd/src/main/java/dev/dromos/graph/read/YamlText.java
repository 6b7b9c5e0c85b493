package dev.dromos.graph.read;

import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** YAML documents as located trees. Nothing is constructed from a tag: only the composer of SnakeYAML is used. */
final class YamlText {
    private final Source source;
    private final Budget budget;

    private YamlText(Source source, ReadLimits limits) {
        this.source = source;
        this.budget = new Budget(limits);
    }

    /** The documents up to the end, or up to the first place where the text is no YAML. */
    static Documents read(Source source, ReadLimits limits) {
        return new YamlText(source, limits).read();
    }

    private Documents read() {
        var documents = new ArrayList<Located>();
        try {
            Composer composer = composer();
            while (composer.checkNode()) {
                Node document = composer.getNode();
                documents.add(new YamlTree(source, budget).locate(document));
            }
            return new Documents(documents, List.of());
        } catch (UnreadableText stop) {
            return new Documents(documents, List.of(stop.mistake()));
        } catch (YAMLException fault) {
            return new Documents(documents, List.of(syntax(fault)));
        }
    }

    private Composer composer() {
        // Ours are stricter and know the place, see LimitedParser; these only have to stay out of the way.
        var options = new LoaderOptions();
        options.setNestingDepthLimit(Integer.MAX_VALUE);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        options.setCodePointLimit(Integer.MAX_VALUE);
        // Nothing is made from a tag, so none is dangerous here; YamlTree refuses it with its place and reads on.
        options.setTagInspector(tag -> true);
        var parser = new ParserImpl(new StreamReader(source.text()), options);
        return new Composer(new LimitedParser(parser, source, budget), new KubernetesResolver(), options);
    }

    private Mistake.Syntax syntax(YAMLException fault) {
        return switch (fault) {
            case MarkedYAMLException marked -> new Mistake.Syntax(place(marked), what(marked));
            case ReaderException unprintable ->
                new Mistake.Syntax(
                        source.position(source.index(unprintable.getPosition())),
                        "found the character U+%04X, which YAML does not allow".formatted(unprintable.getCodePoint()));
            default -> new Mistake.Syntax(Position.START, firstLine(String.valueOf(fault.getMessage())));
        };
    }

    private Position place(MarkedYAMLException fault) {
        var mark = fault.getProblemMark() != null ? fault.getProblemMark() : fault.getContextMark();
        return mark == null ? Position.START : source.position(source.index(mark.getIndex()));
    }

    private static String what(MarkedYAMLException fault) {
        var problem = firstLine(String.valueOf(fault.getProblem()));
        return fault.getContext() == null ? problem : problem + ", " + firstLine(fault.getContext());
    }

    private static String firstLine(String message) {
        var line = message.lines().findFirst().orElse("").strip();
        var lower = line.isEmpty() ? "not readable" : line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}

package dev.dromos.graph.read;

import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Position;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.AnchorNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns one composed document into a located tree: aliases are written out, {@code <<} is merged, fields come first to last. */
final class YamlTree {
    private static final Map<Tag, Located.Kind> KINDS = Map.of(
            Tag.STR, Located.Kind.TEXT,
            Tag.INT, Located.Kind.WHOLE,
            Tag.FLOAT, Located.Kind.DECIMAL,
            Tag.BOOL, Located.Kind.TRUTH,
            Tag.NULL, Located.Kind.NOTHING,
            Tag.MERGE, Located.Kind.TEXT);

    private final Source source;
    private final Budget budget;
    /** The collections being written out: one that is met inside itself would never end. */
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    YamlTree(Source source, Budget budget) {
        this.source = source;
        this.budget = budget;
    }

    Located locate(Node node) {
        Position at = position(node);
        budget.value(at);
        budget.depth(open.size(), at);
        if (!open.add(node)) {
            return new Located.Unreadable(new Mistake.EndlessAlias(at));
        }
        try {
            return switch (node) {
                case ScalarNode scalar -> scalar(scalar, at);
                case SequenceNode list
                when list.getTag().equals(Tag.SEQ) ->
                    new Located.Listing(
                            list.getValue().stream().map(this::locate).toList(), at);
                case MappingNode mapping when mapping.getTag().equals(Tag.MAP) -> mapping(mapping, at);
                case AnchorNode anchor -> locate(anchor.getRealNode());
                default -> unsupported(node, at);
            };
        } finally {
            open.remove(node);
        }
    }

    private Located scalar(ScalarNode node, Position at) {
        var kind = KINDS.get(node.getTag());
        if (kind == null) {
            return unsupported(node, at);
        }
        // On its way to the API server YAML becomes JSON, where 50.0 is 50.
        boolean whole = kind == Located.Kind.DECIMAL
                && WrittenNumber.whole(node.getValue()).isPresent();
        return new Located.Scalar(
                whole ? Located.Kind.WHOLE : kind, node.getValue(), at, start(node), style(node.getScalarStyle()));
    }

    private static Located unsupported(Node node, Position at) {
        return new Located.Unreadable(
                new Mistake.UnsupportedTag(at, node.getTag().getValue()));
    }

    private Located.Mapping mapping(MappingNode node, Position at) {
        var entries = new LinkedHashMap<String, Located.Entry>();
        var faults = new ArrayList<Mistake.InText>();
        var merges = new ArrayList<NodeTuple>();
        for (NodeTuple tuple : node.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merges.add(tuple);
            } else if (tuple.getKeyNode() instanceof ScalarNode key && KINDS.containsKey(key.getTag())) {
                add(key, tuple.getValueNode(), entries, faults);
            } else {
                faults.add(new Mistake.UnusableKey(position(tuple.getKeyNode())));
            }
        }
        merges.forEach(tuple -> merge(tuple, entries, faults));
        return new Located.Mapping(entries, faults, at);
    }

    private void add(
            ScalarNode key, Node value, SequencedMap<String, Located.Entry> entries, List<Mistake.InText> faults) {
        if (!isName(key)) {
            faults.add(new Mistake.UnquotedKey(position(key), key.getValue()));
        }
        var entry = new Located.Entry(position(key), locate(value));
        var first = entries.putIfAbsent(key.getValue(), entry);
        if (first != null) {
            faults.add(new Mistake.DuplicateKey(entry.keyAt(), key.getValue(), first.keyAt()));
        }
    }

    /** Whether a key is the name that it looks like: to kubectl {@code yes} is {@code true} and {@code 010} is {@code 8}. */
    private static boolean isName(ScalarNode key) {
        String written = key.getValue();
        return switch (Objects.requireNonNull(KINDS.get(key.getTag()))) {
            case TEXT -> true;
            case WHOLE ->
                WrittenNumber.whole(written)
                        .map(BigInteger::toString)
                        .filter(written::equals)
                        .isPresent();
            case TRUTH -> written.equals("true") || written.equals("false");
            case DECIMAL, NOTHING -> false;
        };
    }

    /** A field of the mapping itself beats a merged one, and an earlier merged mapping beats a later one. */
    private void merge(NodeTuple tuple, SequencedMap<String, Located.Entry> entries, List<Mistake.InText> faults) {
        var merged = locate(tuple.getValueNode());
        var mappings = merged instanceof Located.Listing(var items, var _) ? items : List.of(merged);
        for (Located mapping : mappings) {
            if (mapping instanceof Located.Mapping(var inner, var innerFaults, var _)) {
                inner.forEach(entries::putIfAbsent);
                faults.addAll(innerFaults);
            } else {
                faults.add(new Mistake.UnusableMerge(position(tuple.getKeyNode())));
            }
        }
    }

    private int start(Node node) {
        return source.index(node.getStartMark().getIndex());
    }

    private Position position(Node node) {
        return source.position(start(node));
    }

    private static Located.Style style(ScalarStyle style) {
        return switch (style) {
            case PLAIN -> Located.Style.PLAIN;
            case SINGLE_QUOTED -> Located.Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED -> Located.Style.DOUBLE_QUOTED;
            case LITERAL -> Located.Style.LITERAL;
            case FOLDED -> Located.Style.FOLDED;
            case JSON_SCALAR_STYLE -> Located.Style.DOUBLE_QUOTED; // only a dumper writes it
        };
    }
}

package dev.dromos.graph.gjson;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Reads {@code @name:argument}. */
final class ModifierParser {
    private static final Set<String> NAMES = Set.of(
            "pretty", "ugly", "reverse", "this", "flatten", "join", "valid", "keys", "values", "tostr", "fromstr",
            "group", "dig");

    private final byte[] text;
    private final PathParser paths;

    ModifierParser(byte[] text, PathParser paths) {
        this.text = text;
        this.paths = paths;
    }

    static boolean isModifier(String name) {
        return NAMES.contains(name);
    }

    /** A modifier and where it ends. */
    record Parsed(Modifier modifier, int end) {}

    /** Reads the modifier at {@code from}, where an at sign is; empty when there is none of that name. */
    Optional<Parsed> parse(int from, int to) {
        int nameEnd = PathText.wordEnd(text, from + 1, to);
        String name = PathText.string(text, from + 1, nameEnd);
        if (!isModifier(name)) {
            return Optional.empty();
        }
        boolean colon = nameEnd < to && text[nameEnd] == ':';
        int start = colon ? nameEnd + 1 : nameEnd;
        int end = colon && start < to ? argumentEnd(start, to) : start;
        return Optional.of(new Parsed(modifier(name, start, end), end));
    }

    /** A JSON argument ends where its value does, any other one at a pipe outside brackets. */
    private int argumentEnd(int from, int to) {
        if ("{[\"".indexOf(text[from]) >= 0) {
            return PathText.squash(text, from, to);
        }
        int i = from;
        while (i < to && text[i] != '|') {
            i = "{[\"(".indexOf(text[i]) >= 0 ? PathText.squash(text, i, to) : i + 1;
        }
        return i;
    }

    private Modifier modifier(String name, int from, int to) {
        return switch (name) {
            case "pretty" -> new Modifier.Pretty(layout(from, to));
            case "ugly" -> new Modifier.Ugly();
            case "reverse" -> new Modifier.Reverse();
            case "flatten" -> new Modifier.Flatten(flag("deep", from, to));
            case "join" -> new Modifier.Join(flag("preserve", from, to));
            case "valid" -> new Modifier.Valid();
            case "keys" -> new Modifier.Keys();
            case "values" -> new Modifier.Values();
            case "tostr" -> new Modifier.ToString();
            case "fromstr" -> new Modifier.FromString();
            case "group" -> new Modifier.Group();
            case "dig" -> new Modifier.Dig(paths.path(from, to));
            default -> new Modifier.This();
        };
    }

    private boolean flag(String name, int from, int to) {
        boolean set = false;
        var options = options(from, to);
        while (options.next()) {
            if (options.keyText().equals(name)) {
                set = options.value.isTrueish();
            }
        }
        return set;
    }

    private Modifier.Layout layout(int from, int to) {
        var layout = Modifier.Layout.DEFAULT;
        var options = options(from, to);
        while (options.next()) {
            var value = options.value;
            layout = switch (options.keyText()) {
                case "sortKeys" ->
                    new Modifier.Layout(value.isTrueish(), layout.indent(), layout.prefix(), layout.width());
                case "indent" -> new Modifier.Layout(layout.sortKeys(), blanks(value), layout.prefix(), layout.width());
                case "prefix" -> new Modifier.Layout(layout.sortKeys(), layout.indent(), blanks(value), layout.width());
                case "width" ->
                    new Modifier.Layout(layout.sortKeys(), layout.indent(), layout.prefix(), (long) value.number());
                default -> layout;
            };
        }
        return layout;
    }

    private Entries options(int from, int to) {
        var argument = new Value(Budget.UNNEEDED);
        argument.parse(text, from, to);
        return new Entries(argument);
    }

    /** The white space of a string; an indent of anything else would not be JSON. */
    private static String blanks(Value value) {
        String text = value.kind == Value.Kind.STRING
                ? new String(value.text(), StandardCharsets.UTF_8)
                : value.slice().toString();
        return text.replaceAll("[^ \t\n\r]", "");
    }
}

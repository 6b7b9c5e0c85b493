package dev.dromos.graph.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import dev.dromos.graph.json.JsonWriting;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** A document in the making: fields in order, each a text, a number, a truth value, a list or another tree. */
final class Tree {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** Adds a field. */
    Tree with(String name, Object value) {
        fields.put(name, value instanceof Tree tree ? tree.fields : plain(value));
        return this;
    }

    /** Adds a field unless it is a list without items. */
    Tree withAny(String name, List<?> values) {
        return values.isEmpty() ? this : with(name, values);
    }

    /** Adds the fields of another tree. */
    Tree withAll(Tree other) {
        fields.putAll(other.fields);
        return this;
    }

    private static Object plain(Object value) {
        return value instanceof List<?> list
                ? list.stream()
                        .map(item -> item instanceof Tree tree ? tree.fields : item)
                        .toList()
                : value;
    }

    String asYaml() {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setIndicatorIndent(2);
        options.setAllowUnicode(true);
        options.setIndent(2);
        options.setIndentWithIndicator(true);
        // The same rule stands in several places; an alias would save lines and cost the reader.
        options.setDereferenceAliases(true);
        return new Yaml(options).dump(fields);
    }

    String asJson() {
        var text = new StringWriter();
        var indenter = new DefaultIndenter("  ", "\n");
        try (var json = new JsonFactory().createGenerator(text)) {
            var printer = new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER));
            printer.indentObjectsWith(indenter);
            json.setPrettyPrinter(printer);
            JsonWriting.write(json, fields);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text + "\n";
    }
}

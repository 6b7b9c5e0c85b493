package dev.dromos.router.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.dromos.graph.read.ProblemText;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** Problems for people or for machines. */
final class ProblemReport {

    enum Form {
        LINE,
        WIDE,
        JSON
    }

    private ProblemReport() {}

    static String of(List<Review> reviews, Form form) throws IOException {
        var findings =
                reviews.stream().flatMap(review -> review.findings().stream()).toList();
        return switch (form) {
            case LINE ->
                lines(findings.stream()
                        .map(found -> ProblemText.line(found.problem(), found.places()))
                        .toList());
            case WIDE ->
                lines(findings.stream()
                        .map(found -> ProblemText.wide(found.problem(), found.places()))
                        .toList());
            case JSON -> json(findings);
        };
    }

    private static String lines(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** A list of <code>{file, line, column, severity, path, message}</code>; line and column from 1. */
    private static String json(List<Review.Finding> findings) throws IOException {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text).setPrettyPrinter(new DefaultPrettyPrinter())) {
            json.writeStartArray();
            for (var found : findings) {
                var at = found.places().position(found.problem());
                json.writeStartObject();
                json.writeStringField("file", found.places().source().name());
                json.writeNumberField("line", at.line());
                json.writeNumberField("column", at.column());
                json.writeStringField("severity", found.problem().severity().word());
                json.writeStringField("path", found.problem().path().toString());
                json.writeStringField("message", found.problem().mistake().text());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return text + "\n";
    }
}

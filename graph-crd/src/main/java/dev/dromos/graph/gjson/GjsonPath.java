package dev.dromos.graph.gjson;

/** A parsed GJSON path. */
public final class GjsonPath {
    private final String text;

    private GjsonPath(String text) {
        this.text = text;
    }

    /** Parses a path; any text is a path, a malformed one exists in no document. */
    public static GjsonPath parse(String text) {
        return new GjsonPath(text);
    }

    /** The path as the user wrote it. */
    public String text() {
        return text;
    }
}

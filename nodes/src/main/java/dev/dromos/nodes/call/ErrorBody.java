package dev.dromos.nodes.call;

import dev.dromos.nodes.body.Payload;
import java.nio.charset.StandardCharsets;

/** KServe's error object, for everything that Dromos itself answers with an error. */
public final class ErrorBody {
    private ErrorBody() {}

    /** <code>{"error":"Failed to process request","cause":cause}</code>, the cause escaped. */
    public static Payload of(String cause) {
        var text = new StringBuilder(64 + cause.length());
        text.append("{\"error\":\"Failed to process request\",\"cause\":\"");
        cause.chars().forEach(c -> appendEscaped(text, (char) c));
        text.append("\"}");
        return Payload.json(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void appendEscaped(StringBuilder text, char c) {
        if (c == '"' || c == '\\') {
            text.append('\\').append(c);
        } else if (c < 0x20) {
            text.append("\\u%04x".formatted((int) c));
        } else {
            text.append(c);
        }
    }
}

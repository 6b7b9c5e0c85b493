package dev.dromos.bench.parity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/**
 * What can be seen of one request from outside.
 *
 * @param status {@link #CLOSED} when the connection ended without one, {@link #SILENT} when none came
 * @param type without parameters
 * @param body {@link #canonical}
 * @param calls of steps, in no order
 */
record Observation(int status, String type, String body, List<String> calls) {
    static final int CLOSED = 0;
    static final int SILENT = -1;

    private static final String FAILED = "\"error\":\"Failed to process request\"";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    Observation {
        calls = List.copyOf(calls);
    }

    boolean isAnswered() {
        return status > CLOSED;
    }

    /** Whether it is the router itself that says so, and not a step. */
    boolean isFailure(String cause) {
        return body.contains(FAILED) && body.contains(cause);
    }

    /** The same for texts that are equal as JSON; a text that is none, or says a key twice, stays as it is. */
    static String canonical(String text) {
        try {
            return JSON.writeValueAsString(JSON.readValue(text, Object.class));
        } catch (JsonProcessingException _) {
            return text;
        }
    }
}

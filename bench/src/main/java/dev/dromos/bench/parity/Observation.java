package dev.dromos.bench.parity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;

/**
 * What can be seen of one request from outside.
 *
 * @param status {@link #CLOSED} when the connection ended without one
 * @param type without parameters
 * @param body {@link #canonical}
 * @param calls of steps, in no order
 */
record Observation(int status, String type, String body, List<String> calls) {
    static final int CLOSED = 0;

    private static final ObjectMapper JSON =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    Observation {
        calls = List.copyOf(calls);
    }

    /** The same for texts that are equal as JSON; a text that is none stays as it is. */
    static String canonical(String text) {
        try {
            return JSON.writeValueAsString(JSON.readValue(text, Object.class));
        } catch (JsonProcessingException _) {
            return text;
        }
    }
}

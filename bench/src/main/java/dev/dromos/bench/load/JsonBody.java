package dev.dromos.bench.load;

import java.nio.charset.StandardCharsets;

/** Bodies of an exact size: the numbers that models are sent and send, in JSON. */
public final class JsonBody {
    private static final String NUMBER = "0.25,";
    private static final String LAST = "0.5]}";

    private JsonBody() {}

    /** A request. Its {@code source} is what the Switch of the comparison looks at. */
    public static byte[] request(int bytes) {
        return filled("{\"source\":\"client5\",\"instances\":[", bytes);
    }

    public static byte[] answer(int bytes) {
        return filled("{\"predictions\":[", bytes);
    }

    private static byte[] filled(String opening, int bytes) {
        int room = bytes - opening.length() - LAST.length();
        if (room < 0) {
            throw new IllegalArgumentException(
                    "a body needs at least %d bytes, found %d".formatted(opening.length() + LAST.length(), bytes));
        }
        var text = opening + NUMBER.repeat(room / NUMBER.length()) + " ".repeat(room % NUMBER.length()) + LAST;
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

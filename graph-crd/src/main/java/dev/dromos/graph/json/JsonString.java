package dev.dromos.graph.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** JSON strings to text and back, without surprises for text that has no UTF-8 or bytes that are none. */
public final class JsonString {
    static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    private JsonString() {}

    /** The JSON string that means {@code text}, quotes included. */
    public static String quote(String text) {
        return new JsonBuffer(text.length() + 2).appendQuoted(text).toString();
    }

    /** The text that the JSON string {@code bytes[from, to)} means; the quotes are part of the range. */
    public static String decode(byte[] bytes, int from, int to) {
        byte[] content = decodeContent(bytes, from + 1, to - 1);
        return new String(content, StandardCharsets.UTF_8);
    }

    /** The bytes that the inside of a JSON string means; a lone surrogate escape means U+FFFD, as in Go. */
    public static byte[] decodeContent(byte[] bytes, int from, int to) {
        return new Unescaping(bytes, from, to).run();
    }

    /** Text as UTF-8, each lone surrogate as U+FFFD ({@link String#getBytes} would write a question mark). */
    public static byte[] utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8
                    .newEncoder()
                    .replaceWith(REPLACEMENT)
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .encode(CharBuffer.wrap(text));
            byte[] utf8 = new byte[encoded.remaining()];
            encoded.get(utf8);
            return utf8;
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("an encoder that replaces never refuses", e);
        }
    }

    /** Length in bytes of the UTF-8 sequence at {@code at}, 0 when it is not one (overlong, surrogate, cut off). */
    public static int sequenceLength(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0x80) {
            return 1;
        }
        int size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (size == 0 || to - at < size) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > high) {
            return 0;
        }
        for (int i = at + 2; i < at + size; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return size;
    }
}

package dev.dromos.nodes.body;

import dev.dromos.graph.json.JsonText;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a request or an answer, never changed after they are made, and what is known about them. Bytes travel through a
 * graph as they came: numbers keep their digits, invalid UTF-8 stays as it is.
 */
public final class Payload {
    public static final Payload EMPTY = new Payload(new byte[0], "", Json.NO, Hold.NONE);

    private static final String JSON_TYPE = "application/json";

    private final byte[] bytes;
    private final String contentType;
    private final Hold hold;
    /** Found out when first asked; a race only finds it out twice. */
    private volatile Json json;

    private enum Json {
        YES,
        NO,
        UNKNOWN
    }

    private Payload(byte[] bytes, String contentType, Json json, Hold hold) {
        this.bytes = bytes;
        this.contentType = contentType;
        this.json = json;
        this.hold = hold;
    }

    /**
     * @param bytes handed over: the caller must not change them afterwards
     * @param contentType as the sender named it, empty when it did not
     */
    public static Payload of(byte[] bytes, String contentType) {
        return bytes.length == 0 ? EMPTY : new Payload(bytes, contentType, Json.UNKNOWN, Hold.NONE);
    }

    /** @param bytes valid JSON, handed over */
    public static Payload json(byte[] bytes) {
        return new Payload(bytes, JSON_TYPE, Json.YES, Hold.NONE);
    }

    /** The same, taking room until it is let go or its request is over. */
    public Payload countedBy(BodyRoom room, long taken) {
        return taken == 0 ? this : new Payload(bytes, contentType, json, Hold.of(room, taken));
    }

    /** Whether its room cannot be {@link #inPlaceOf another's}. */
    public boolean isKept() {
        return hold.isKept();
    }

    /** The same, in the room of one that it is made of and not larger than. */
    public Payload inPlaceOf(Payload other) {
        return new Payload(bytes, contentType, json, other.hold.moved());
    }

    /** Somebody else needs it too: only its request's end makes room again. */
    public void keep() {
        hold.keep();
    }

    /** Makes room, unless it is kept: whoever had it has something else now. */
    public void letGo() {
        hold.letGo();
    }

    public int size() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** As the sender named it; says nothing about what the bytes are. Empty when it did not. */
    public String contentType() {
        return contentType;
    }

    /** The bytes themselves, not a copy. Whoever changes them changes every step that shares them. */
    public byte[] dangerouslySharedBytes() {
        return bytes;
    }

    /** To be written, not changed; the bytes are not copied. */
    public Buffer asBuffer() {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
    }

    /** True when the whole is JSON or its sender says so: enough to call it JSON, not to look into it. Reads nothing where it can. */
    public boolean passesForJson() {
        return contentType.equals(JSON_TYPE) || isJson();
    }

    /** True when the whole is one JSON value, nested no deeper than {@link JsonText#MAX_DEPTH}. */
    public boolean isJson() {
        var known = json;
        if (known == Json.UNKNOWN) {
            known = JsonText.isValid(bytes) ? Json.YES : Json.NO;
            json = known;
        }
        return known == Json.YES;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The text, for tests and debugging; never for logs. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

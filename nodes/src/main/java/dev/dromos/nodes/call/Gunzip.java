package dev.dromos.nodes.call;

import dev.dromos.nodes.body.BodyRoom;
import dev.dromos.nodes.body.LimitedBody;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.StepFailure.BadPayload.Flaw;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Unpacks gzip within limits, so that a small answer cannot become a large one. */
final class Gunzip {
    /** A tensor of zeros shrinks to a thousandth, so that the ratio of a small answer says nothing. */
    private static final long UNSUSPICIOUS = 8L * 1024 * 1024;

    private static final int LARGEST_RATIO = 100;

    private static final int CHUNK_BYTES = 16 * 1024;

    private Gunzip() {}

    /** What came out. */
    sealed interface Unpacked {
        record Whole(Payload plain) implements Unpacked {}

        record Flawed(Flaw flaw) implements Unpacked {}

        record NoRoom() implements Unpacked {}
    }

    /** @param encodings of an answer, as it names them */
    static boolean unpacks(List<String> encodings) {
        return encodings.size() == 1
                && (encodings.getFirst().equalsIgnoreCase("gzip")
                        || encodings.getFirst().equalsIgnoreCase("x-gzip"));
    }

    /** @param most unpacked bytes */
    static Unpacked unpack(byte[] packed, String contentType, int most, BodyRoom room) {
        int limit = (int) Math.min(most, Math.max(UNSUSPICIOUS, (long) packed.length * LARGEST_RATIO));
        var plain = new LimitedBody(0, limit, room);
        var unpacked = unpack(packed, plain);
        if (unpacked.isPresent()) {
            plain.drop();
        }
        return unpacked.orElseGet(() -> new Unpacked.Whole(plain.payload(contentType)));
    }

    /** Empty when all of it is there. */
    private static Optional<Unpacked> unpack(byte[] packed, LimitedBody plain) {
        var chunk = new byte[CHUNK_BYTES];
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed), CHUNK_BYTES)) {
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                switch (plain.add(chunk, length)) {
                    case FITS -> {}
                    case TOO_LARGE -> {
                        return Optional.of(new Unpacked.Flawed(Flaw.TOO_LARGE));
                    }
                    case NO_ROOM -> {
                        return Optional.of(new Unpacked.NoRoom());
                    }
                }
            }
            return Optional.empty();
        } catch (EOFException _) {
            return Optional.of(new Unpacked.Flawed(Flaw.TRUNCATED));
        } catch (IOException _) {
            return Optional.of(new Unpacked.Flawed(Flaw.MALFORMED));
        }
    }
}

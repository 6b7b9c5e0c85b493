package dev.dromos.nodes.call;

import dev.dromos.nodes.call.StepFailure.BadPayload.Flaw;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Unpacks gzip within limits, so that a small answer cannot become a large one. */
final class Gunzip {
    /** A tensor of zeros shrinks to a thousandth, so that the ratio of a small answer says nothing. */
    private static final long UNSUSPICIOUS = 8L * 1024 * 1024;

    private static final int LARGEST_RATIO = 100;

    private Gunzip() {}

    /** What came out. */
    sealed interface Unpacked {
        record Whole(Payload plain) implements Unpacked {}

        record Flawed(Flaw flaw) implements Unpacked {}
    }

    /** @param encodings of an answer, as it names them */
    static boolean unpacks(List<String> encodings) {
        return encodings.size() == 1
                && (encodings.getFirst().equalsIgnoreCase("gzip")
                        || encodings.getFirst().equalsIgnoreCase("x-gzip"));
    }

    /** @param most unpacked bytes */
    static Unpacked unpack(byte[] packed, int most) {
        int limit = (int) Math.min(most, Math.max(UNSUSPICIOUS, (long) packed.length * LARGEST_RATIO));
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            var plain = in.readNBytes(limit);
            return in.read() < 0 ? new Unpacked.Whole(Payload.of(plain, "")) : new Unpacked.Flawed(Flaw.TOO_LARGE);
        } catch (EOFException _) {
            return new Unpacked.Flawed(Flaw.TRUNCATED);
        } catch (IOException _) {
            return new Unpacked.Flawed(Flaw.MALFORMED);
        }
    }
}

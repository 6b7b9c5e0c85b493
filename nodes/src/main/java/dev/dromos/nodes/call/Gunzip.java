package dev.dromos.nodes.call;

import dev.dromos.nodes.call.StepFailure.BadPayload.Flaw;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Unpacks gzip within a limit, so that a small answer cannot become a large one. */
final class Gunzip {
    private Gunzip() {}

    /** What came out. */
    sealed interface Unpacked {
        record Whole(Payload plain) implements Unpacked {}

        record Flawed(Flaw flaw) implements Unpacked {}
    }

    /** @param limit unpacked bytes */
    static Unpacked unpack(byte[] packed, int limit) {
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

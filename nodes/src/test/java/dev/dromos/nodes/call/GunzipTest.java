package dev.dromos.nodes.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.body.BodyRoom;
import dev.dromos.nodes.call.Gunzip.Unpacked;
import dev.dromos.nodes.call.StepFailure.BadPayload.Flaw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class GunzipTest {
    private static final int MIB = 1024 * 1024;

    @Test
    @DisplayName("A33 T10 what unpacks to more than a hundred times its size is a bomb, when it is large")
    void theRatioCountsForLargeAnswers() throws IOException {
        assertThat(Gunzip.unpack(packed(new byte[8 * MIB]), "", 32 * MIB, BodyRoom.UNLIMITED))
                .isInstanceOf(Unpacked.Whole.class);
        assertThat(Gunzip.unpack(packed(new byte[9 * MIB]), "", 32 * MIB, BodyRoom.UNLIMITED))
                .isEqualTo(new Unpacked.Flawed(Flaw.TOO_LARGE));
    }

    @Test
    @DisplayName("A33 T10 unpacked bytes count against the limit of an answer")
    void theLimitCounts() throws IOException {
        assertThat(Gunzip.unpack(packed(new byte[MIB]), "", MIB, BodyRoom.UNLIMITED))
                .isInstanceOf(Unpacked.Whole.class);
        assertThat(Gunzip.unpack(packed(new byte[MIB + 1]), "", MIB, BodyRoom.UNLIMITED))
                .isEqualTo(new Unpacked.Flawed(Flaw.TOO_LARGE));
    }

    private static byte[] packed(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }
}

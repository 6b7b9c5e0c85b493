package dev.dromos.nodes.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.body.LimitedBody.Added;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitedBodyTest {
    private static final int KIB = 1024;
    private static final int MIB = KIB * KIB;

    private final Room room = new Room();

    /** Says how much is taken of it. */
    private static final class Room implements BodyRoom {
        private long left = Long.MAX_VALUE;
        private long taken;

        @Override
        public boolean tryTake(long bytes) {
            boolean fits = bytes <= left;
            left -= fits ? bytes : 0;
            taken += fits ? bytes : 0;
            return fits;
        }

        @Override
        public void giveBack(long bytes) {
            left += bytes;
            taken -= bytes;
        }
    }

    /** Whatever was announced: nothing, too little, the truth, too much, more than there may be. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 299_999, 300_000, 9_000_000, 99_000_000_000L})
    void isWhatHasComeInItsOrder(long announced) {
        var whole = pattern(300_000);
        var body = new LimitedBody(announced, 10 * MIB, room);

        for (int at = 0; at < whole.length; at += 1000) {
            assertThat(body.add(Buffer.buffer(Arrays.copyOfRange(whole, at, at + 1000))))
                    .isEqualTo(Added.FITS);
        }

        assertThat(body.bytes()).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100, 1_000_000})
    void endsAtTheLimit(long announced) {
        var body = new LimitedBody(announced, 100, room);

        assertThat(add(body, 60)).isEqualTo(Added.FITS);
        assertThat(add(body, 41)).isEqualTo(Added.TOO_LARGE);
        assertThat(add(body, 40)).isEqualTo(Added.FITS);
        assertThat(add(body, 1)).isEqualTo(Added.TOO_LARGE);
        assertThat(body.bytes()).hasSize(100);
    }

    @Test
    void takesMemoryForASmallBodyOnItsSendersWord() {
        var body = new LimitedBody(64 * KIB, 10 * MIB, room);

        assertThat(add(body, 1)).isEqualTo(Added.FITS);

        assertThat(room.taken).isEqualTo(64 * KIB);
    }

    @Test
    void takesMemoryForALargeBodyAsItComes() {
        var body = new LimitedBody(8 * MIB, 10 * MIB, room);
        assertThat(room.taken).isZero();

        assertThat(add(body, 1)).isEqualTo(Added.FITS);
        assertThat(room.taken).isEqualTo(64 * KIB);

        assertThat(add(body, 128 * KIB - 1)).isEqualTo(Added.FITS);
        assertThat(room.taken).isEqualTo(MIB);

        assertThat(add(body, MIB)).isEqualTo(Added.FITS);
        assertThat(room.taken).isEqualTo(8 * MIB);
    }

    @Test
    void doublesWhatWasNotAnnouncedUpToTheLimit() {
        var body = new LimitedBody(0, 100_000, room);

        assertThat(add(body, 30_000)).isEqualTo(Added.FITS);
        assertThat(room.taken).isEqualTo(60_000);

        assertThat(add(body, 30_001)).isEqualTo(Added.FITS);
        assertThat(room.taken).isEqualTo(100_000);
    }

    @Test
    void keepsOnlyTheRoomThatItFills() {
        var body = new LimitedBody(0, 100_000, room);
        assertThat(add(body, 30_000)).isEqualTo(Added.FITS);

        assertThat(body.payload("").size()).isEqualTo(30_000);

        assertThat(room.taken).isEqualTo(30_000);
    }

    @Test
    void givesBackAllOfItsRoomWhenItIsDropped() {
        var body = new LimitedBody(8 * MIB, 10 * MIB, room);
        assertThat(add(body, 128 * KIB)).isEqualTo(Added.FITS);

        body.drop();

        assertThat(room.taken).isZero();
    }

    @Test
    void isAsLargeAsThereIsRoomAtMost() {
        room.left = 50_000;
        var body = new LimitedBody(0, 100_000, room);

        assertThat(add(body, 20_000)).isEqualTo(Added.FITS);
        assertThat(add(body, 30_000)).isEqualTo(Added.FITS);
        assertThat(add(body, 1)).isEqualTo(Added.NO_ROOM);

        assertThat(room.taken).isEqualTo(50_000);
        assertThat(body.bytes()).hasSize(50_000);
    }

    private static Added add(LimitedBody body, int bytes) {
        return body.add(Buffer.buffer(pattern(bytes)));
    }

    private static byte[] pattern(int size) {
        var bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return bytes;
    }
}

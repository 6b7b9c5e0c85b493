package dev.dromos.router.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OutOfMemoryTest {
    private static final class Unlucky {
        static final Object VALUE = fail();

        private static Object fail() {
            throw new OutOfMemoryError("Metaspace");
        }
    }

    @Test
    void isKnownWhereverItIsTheCause() {
        assertThat(OutOfMemory.message(new IllegalStateException(new OutOfMemoryError("Java heap space"))))
                .isEqualTo("Java heap space");
        assertThat(OutOfMemory.message(new IllegalStateException("another"))).isEmpty();
    }

    /** The first to need such a class gets the error; the next ones get another, which says why in words. */
    @Test
    void isKnownFromAClassThatWasNotInitialised() {
        assertThat(thrownByUse()).isInstanceOf(OutOfMemoryError.class);

        var later = thrownByUse();

        assertThat(later).isInstanceOf(NoClassDefFoundError.class);
        assertThat(OutOfMemory.message(later)).isEqualTo("Metaspace");
        assertThat(OutOfMemory.lastLine(OutOfMemory.message(later)))
                .isEqualTo("dromos: out of memory, metaspace: Metaspace");
    }

    private static Throwable thrownByUse() {
        try {
            return new AssertionError("initialised: " + Unlucky.VALUE);
        } catch (Throwable fault) {
            return fault;
        }
    }
}

package dev.dromos.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WarmUpTest {
    private final WarmUp warmUp = new WarmUp();

    /** A router of a nested graph as it was measured: what it cost stood still before it fell to a seventh. */
    @Test
    void aPlateauWhileCompilersWorkIsNotWarm() {
        double[][] turns = {
            {3893, 0.43}, {786, 0.40}, {442, 0.38}, {435, 0.36}, {416, 0.38}, {393, 0.40}, {346, 0.41}, {251, 0.43},
            {168, 0.45}, {147, 0.41}, {102, 0.30}, {79, 0.06}, {74, 0.02}, {91, 0.05}, {84, 0.04}, {72, 0.02}
        };
        for (var turn : turns) {
            warmUp.turn(turn[0], turn[1]);
            assertThat(warmUp.isWarm()).isFalse();
        }

        for (int i = 0; i < 3; i++) {
            warmUp.turn(72, 0.01);
        }

        assertThat(warmUp.isWarm()).isTrue();
    }

    @Test
    void idleCompilersAreNotEnoughWhileARequestGetsCheaper() {
        for (double cost = 100; cost > 50; cost *= 0.9) {
            warmUp.turn(cost, 0);
            assertThat(warmUp.isWarm()).isFalse();
        }
    }

    @Test
    void whatHasNoCompilersIsWarmThreeTurnsAfterItsFirst() {
        warmUp.turn(30, 0);
        warmUp.turn(31, 0);
        warmUp.turn(30, 0);
        assertThat(warmUp.isWarm()).isFalse();

        warmUp.turn(29, 0);

        assertThat(warmUp.isWarm()).isTrue();
    }
}

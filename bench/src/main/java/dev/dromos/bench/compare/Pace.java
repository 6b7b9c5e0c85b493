package dev.dromos.bench.compare;

import java.time.Duration;

/**
 * How long everything takes.
 *
 * @param warmUp the longest load on each contestant before anything counts; it ends sooner when all are warm
 * @param rounds turns of each contestant, which alternate
 * @param window of each turn
 */
record Pace(Duration warmUp, int rounds, Duration window) {}

package dev.dromos.bench.load;

import java.time.Duration;

/**
 * How a load is made.
 *
 * @param connections each with one request under way at any time
 * @param ramp load that is not counted, so that connections stand when counting begins
 * @param window load that is counted
 */
public record LoadPlan(int connections, Duration ramp, Duration window) {}

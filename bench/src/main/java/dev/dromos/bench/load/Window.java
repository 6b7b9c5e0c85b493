package dev.dromos.bench.load;

/**
 * A load, and what some meter read at its beginning and at its end.
 *
 * @param <T> of a reading
 */
public record Window<T>(Load load, T before, T after) {}

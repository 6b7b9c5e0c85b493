package dev.dromos.bench.coldstart;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a process may use.
 *
 * @param cpus empty for the whole machine
 */
record Limit(OptionalDouble cpus, int memoryMib) {
    static final Limit NONE = new Limit(OptionalDouble.empty(), 0);

    long memoryBytes() {
        return memoryMib * 1024L * 1024L;
    }

    @Override
    public String toString() {
        return cpus.isPresent()
                ? String.format(Locale.ROOT, "%s CPU, %d MiB", trimmed(cpus.getAsDouble()), memoryMib)
                : "none";
    }

    private static String trimmed(double cpus) {
        return cpus == Math.rint(cpus) ? Long.toString(Math.round(cpus)) : Double.toString(cpus);
    }
}

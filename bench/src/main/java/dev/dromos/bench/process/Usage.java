package dev.dromos.bench.process;

/**
 * What a process and its children have used.
 *
 * @param cpuMicros of processor time since their start
 * @param residentKib of memory now
 * @param highestKib of memory at any time so far
 */
public record Usage(long cpuMicros, long residentKib, long highestKib) {
    static final Usage NONE = new Usage(0, 0, 0);

    Usage plus(Usage other) {
        return new Usage(cpuMicros + other.cpuMicros, residentKib + other.residentKib, highestKib + other.highestKib);
    }
}

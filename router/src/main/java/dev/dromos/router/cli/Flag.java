package dev.dromos.router.cli;

/**
 * A flag, as help shows it.
 *
 * @param label of its value in help; empty for a flag that has none
 * @param repeats whether each of several counts, rather than the last
 */
record Flag(String name, String label, boolean repeats, String description) {

    static Flag withValue(String name, String label, String description) {
        return new Flag(name, label, false, description);
    }

    static Flag repeated(String name, String label, String description) {
        return new Flag(name, label, true, description);
    }

    static Flag withoutValue(String name, String description) {
        return new Flag(name, "", false, description);
    }

    boolean takesValue() {
        return !label.isEmpty();
    }
}

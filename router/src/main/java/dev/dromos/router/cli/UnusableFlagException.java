package dev.dromos.router.cli;

/** A flag was given a value that it does not take, or without the flag that it needs. The message is one line for whoever typed it. */
final class UnusableFlagException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableFlagException(String message) {
        super(message);
    }

    static UnusableFlagException forValue(Flag flag, String expected, String found) {
        return new UnusableFlagException("%s: expected %s, found `%s`".formatted(flag.name(), expected, found));
    }
}

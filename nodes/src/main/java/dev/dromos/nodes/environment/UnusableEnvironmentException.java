package dev.dromos.nodes.environment;

/**
 * The process was started with an environment variable, or with files named by a flag, that it cannot use: a mistake of whoever
 * started it. The message is one line for them: which variable or flag, what was found, what to do.
 */
public final class UnusableEnvironmentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private UnusableEnvironmentException(String source, String found, String cure) {
        super("%s: %s; %s".formatted(source, found, cure));
    }

    /** @param cure what to do, beside leaving it unset */
    public static UnusableEnvironmentException forVariable(String variable, String found, String cure) {
        return new UnusableEnvironmentException(variable, found, cure + ", or unset it");
    }

    /**
     * Of one that somebody else than the command line has found unusable.
     *
     * @param cure what to do, beside leaving it away
     */
    public static UnusableEnvironmentException forFlag(String flag, String found, String cure) {
        return new UnusableEnvironmentException(flag, found, cure + ", or give none");
    }
}

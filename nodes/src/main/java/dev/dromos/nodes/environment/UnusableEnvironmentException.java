package dev.dromos.nodes.environment;

/**
 * The process was started with an environment variable, or with files named by a flag, that it cannot use: a mistake of whoever
 * started it. The message is one line for them: which variable or flag, what was found, what to do.
 */
public final class UnusableEnvironmentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Of a variable, or a flag that somebody else than the command line has found unusable.
     *
     * @param cure what to do, beside leaving it away
     */
    public UnusableEnvironmentException(String variable, String found, String cure) {
        super("%s: %s; %s, or %s"
                .formatted(variable, found, cure, variable.startsWith("--") ? "give none" : "unset it"));
    }
}

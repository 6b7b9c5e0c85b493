package dev.dromos.router.cli;

/** What a process ends with. */
final class ExitCode {
    static final int GOOD = 0;

    /** The input has problems, or the port is taken: the user can mend it. */
    static final int PROBLEMS = 1;

    /** Picocli's own code for options that are wrong. */
    static final int USAGE = 2;

    /** Our fault. */
    static final int INTERNAL = 3;

    private ExitCode() {}
}

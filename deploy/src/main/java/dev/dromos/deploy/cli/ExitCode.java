package dev.dromos.deploy.cli;

/** What a process ends with; as in every command of Dromos. */
final class ExitCode {
    static final int GOOD = 0;

    /** The input has problems: the user can mend it. */
    static final int PROBLEMS = 1;

    /** Our fault. */
    static final int INTERNAL = 3;

    private ExitCode() {}
}

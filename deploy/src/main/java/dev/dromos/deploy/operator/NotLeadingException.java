package dev.dromos.deploy.operator;

/** Somebody else works by now, and so nothing may be written any more. */
final class NotLeadingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotLeadingException() {
        super("the lease is lost");
    }
}

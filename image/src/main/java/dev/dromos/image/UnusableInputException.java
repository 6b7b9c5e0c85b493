package dev.dromos.image;

/** An image cannot be made of what was given; the message says of what, and what to do. */
final class UnusableInputException extends Exception {
    private static final long serialVersionUID = 1L;

    private UnusableInputException(String message) {
        super(message);
    }

    /** @param file what was given, as its giver wrote it */
    static UnusableInputException of(Object file, String fault) {
        return new UnusableInputException("%s: %s".formatted(file, fault));
    }
}

package dev.dromos.nodes.call;

import java.io.IOException;

/** A step's server has an address that steps may not have. Without a message or a stack: both would say where we are. */
final class ForbiddenAddressException extends IOException {
    private static final long serialVersionUID = 1;

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}

package dev.dromos.deploy.steps;

import java.net.URI;

/** What became of a step's {@code serviceName}. */
public sealed interface Resolution {

    /** It has an address and can be called, or says that it will not answer yet. */
    sealed interface Found extends Resolution {
        URI address();
    }

    /** It answers, as far as its own controller says. */
    record Ready(URI address) implements Found {}

    /** It has an address, and its controller says that it does not work. */
    record NotReady(URI address, String why) implements Found {}

    /** There is nothing to call. */
    record Missing(String why) implements Resolution {}
}

package dev.dromos.router.ingress;

import dev.dromos.nodes.call.ErrorStatus;
import java.time.Duration;

/** A graph of a test's own, which has only to answer. */
@FunctionalInterface
interface TestEntry extends Entry {
    @Override
    default Duration deadline() {
        return Duration.ofHours(1);
    }

    @Override
    default ErrorStatus errorStatus() {
        return ErrorStatus.KSERVE;
    }

    @Override
    default HeaderPropagation propagation() {
        return HeaderPropagation.NONE;
    }

    @Override
    default boolean takesClientTimeout() {
        return false;
    }
}

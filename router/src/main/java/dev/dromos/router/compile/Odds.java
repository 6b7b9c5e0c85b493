package dev.dromos.router.compile;

import java.util.OptionalDouble;

/** How often the conditions of a graph hold. */
@FunctionalInterface
public interface Odds {
    /** Before anything has been seen. */
    Odds UNKNOWN = (_, _) -> OptionalDouble.empty();

    /**
     * Of one condition, whenever it is asked.
     *
     * @param step from 0, whose condition it is
     * @return 0 to 1; empty when it has not been asked often enough to say
     */
    OptionalDouble of(String node, int step);
}

package dev.dromos.deploy.assess;

import dev.dromos.deploy.graph.GraphObject;
import dev.dromos.deploy.router.RouterModel;
import dev.dromos.deploy.steps.Resolution;
import dev.dromos.graph.check.Checked;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What is known of a graph, and what is to become of its router.
 *
 * @param services what each {@code serviceName} was found to be, in the order of the spec
 */
public record Assessment(
        GraphObject graph, Checked checked, SequencedMap<String, Resolution> services, Intention intention) {

    public Assessment {
        services = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(services));
    }

    /** The same, but for the router, which stays as it is. */
    public Assessment leaving(Intention.Leave why) {
        return new Assessment(graph, checked, services, why);
    }

    /** What is to become of the graph's router. */
    public sealed interface Intention {

        /** It is to be as the model says. */
        record Run(RouterModel router) implements Intention {}

        /** There is to be none, because the graph's author wants it so. */
        record Stop() implements Intention {}

        /**
         * It stays as it is, running or not, because there is no good one to put in its place.
         *
         * @param reason one word, for a condition
         * @param lostHost a host that is another graph's: what leads from there to this router goes
         */
        record Leave(String reason, String message, Optional<String> lostHost) implements Intention {
            public Leave(String reason, String message) {
                this(reason, message, Optional.empty());
            }
        }
    }
}

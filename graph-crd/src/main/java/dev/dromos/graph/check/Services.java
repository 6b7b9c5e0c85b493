package dev.dromos.graph.check;

import java.net.URI;
import java.util.Map;

/** What is to become of a step's {@code serviceName}. */
public sealed interface Services {

    /** It stays a name: enough to validate and explain a graph, not to run it. */
    record AsNames() implements Services {}

    /** It becomes its address; a name without one is an error. */
    record Bound(Map<String, URI> addresses) implements Services {
        public Bound {
            addresses = Map.copyOf(addresses);
        }
    }
}

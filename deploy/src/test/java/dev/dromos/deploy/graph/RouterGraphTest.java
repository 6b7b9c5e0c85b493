package dev.dromos.deploy.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.read.ReadLimits;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RouterGraphTest {
    /** The object, its nodes, a node, its steps, the step and its fallback. */
    private static final int ABOVE = 6;

    @Test
    void theAddressesOfAGraphAreThoseOfItsSteps() {
        assertThat(nested(ReadLimits.DEFAULT.depth() - ABOVE).addresses())
                .isEqualTo(Map.of("iris", URI.create("http://iris/"), "spare", URI.create("http://spare/")));
    }

    @Test
    void whatIsNestedDeeperThanAnyGraphIsNotRead() {
        assertThat(nested(ReadLimits.DEFAULT.depth() - ABOVE + 1).addresses()).isEmpty();
    }

    private static RouterGraph nested(int lists) {
        return new RouterGraph("""
                {"nodes": {"root": {"steps": [{"serviceName": "iris", "serviceUrl": "http://iris/", "fallback":
                 {"serviceName": "spare", "serviceUrl": "http://spare/", "response": %s%s}}]}}}""".formatted("[".repeat(lists), "]".repeat(lists)));
    }
}

package dev.dromos.router.compile;

import dev.dromos.graph.Graph;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/**
 * A compiled graph as a file of Camel's YAML DSL, for a Camel application that has {@code dromos-nodes} on its class path: the
 * graph as one bean, which makes the parts, and the routes that refer to them. A request enters at {@code direct:root}.
 */
public final class CamelYaml {
    private CamelYaml() {}

    /** @param graph one that has an address for every service */
    public static String of(Graph graph) throws Exception {
        var text = new StringBuilder(head(graph));
        try (var camel = new DefaultCamelContext()) {
            var dumper = PluginHelper.getModelToYAMLDumper(camel);
            for (var route : GraphCompiler.outline(graph).routes()) {
                text.append(dumper.dumpModelAsYaml(camel, route));
            }
        }
        return text.toString();
    }

    private static String head(Graph graph) {
        return """
                - beans:
                    - name: graph
                      type: dev.dromos.nodes.route.GraphBean
                      initMethod: bind
                      properties:
                        json: '%s'
                - errorHandler:
                    noErrorHandler: {}
                """.formatted(SpecJson.of(graph).replace("'", "''"));
    }
}

package dev.dromos.nodes.route;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.jspecify.annotations.Nullable;

/**
 * A graph as one bean of a Camel file ({@code dromos compile} writes such files): when Camel makes it, it binds the graph's parts,
 * so that the routes beside it find them.
 */
public final class GraphBean implements CamelContextAware {
    private final String json;
    private @Nullable CamelContext camel;

    /** @param json an InferenceGraph, with an address for every service */
    public GraphBean(String json) {
        this.json = json;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camel;
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        this.camel = camel;
        var predictor = camel.getComponent("predictor", PredictorComponent.class);
        GraphParts.of(GraphText.read(json), predictor.client()::call).bindTo(camel.getRegistry());
    }
}

package dev.dromos.nodes.route;

import dev.dromos.nodes.policy.CallStack;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.jspecify.annotations.Nullable;

/**
 * A graph as one bean of a Camel file ({@code dromos compile} writes such files): {@link #bind}, its init method, binds the graph's
 * parts, so that the routes beside it find them. The graph is a property, since Camel would split a constructor's argument at
 * commas and quotes.
 */
public final class GraphBean implements CamelContextAware {
    private String json = "";
    private @Nullable CamelContext camel;

    public String getJson() {
        return json;
    }

    /** @param json an InferenceGraph, with an address for every service */
    public void setJson(String json) {
        this.json = json;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camel;
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        this.camel = camel;
    }

    /** Call it once, when the other properties are set. */
    public void bind() {
        if (camel == null) {
            throw new IllegalStateException("a GraphBean is bound in a Camel context, found none");
        }
        var predictor = camel.getComponent("predictor", PredictorComponent.class);
        var client = predictor.client();
        GraphParts.of(GraphText.read(json), client::call, CallStack.forGraph(client.scheduler()))
                .bindTo(camel.getRegistry());
    }
}

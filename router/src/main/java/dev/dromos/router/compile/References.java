package dev.dromos.router.compile;

import dev.dromos.nodes.route.GraphParts;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.RefExpression;
import org.apache.camel.model.loadbalancer.CustomLoadBalancerDefinition;

/** How a route refers to a graph's parts. */
sealed interface References {

    /** To the parts themselves. */
    record Bound(GraphParts parts) implements References {}

    /** By name, which is all that can be written to a file. */
    record ByName() implements References {}

    default ExpressionDefinition predicate(String name) {
        return switch (this) {
            case Bound(var parts) -> new ExpressionDefinition(parts.predicate(name));
            case ByName() -> new RefExpression(name);
        };
    }

    default ProcessDefinition process(String name) {
        var definition = switch (this) {
            case Bound(var parts) -> new ProcessDefinition(parts.processor(name));
            case ByName() -> new ProcessDefinition();
        };
        definition.setRef(name);
        return definition;
    }

    default CustomLoadBalancerDefinition loadBalancer(String name) {
        var definition = new CustomLoadBalancerDefinition(name);
        if (this instanceof Bound(var parts)) {
            definition.setCustomLoadBalancer(parts.loadBalancer(name));
        }
        return definition;
    }
}

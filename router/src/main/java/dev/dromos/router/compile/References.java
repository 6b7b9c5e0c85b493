package dev.dromos.router.compile;

import dev.dromos.nodes.route.GraphParts;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.RefExpression;
import org.apache.camel.model.loadbalancer.CustomLoadBalancerDefinition;

/** How a route refers to a graph's parts. */
sealed interface References {

    ExpressionDefinition predicate(String name);

    ProcessDefinition process(String name);

    CustomLoadBalancerDefinition loadBalancer(String name);

    /** To the parts themselves. */
    record Bound(GraphParts parts) implements References {
        @Override
        public ExpressionDefinition predicate(String name) {
            return new ExpressionDefinition(parts.predicate(name));
        }

        @Override
        public ProcessDefinition process(String name) {
            var definition = new ProcessDefinition(parts.processor(name));
            definition.setRef(name);
            return definition;
        }

        @Override
        public CustomLoadBalancerDefinition loadBalancer(String name) {
            var definition = new CustomLoadBalancerDefinition(name);
            definition.setCustomLoadBalancer(parts.loadBalancer(name));
            return definition;
        }
    }

    /** By name, which is all that can be written to a file. */
    record ByName() implements References {
        @Override
        public ExpressionDefinition predicate(String name) {
            return new RefExpression(name);
        }

        @Override
        public ProcessDefinition process(String name) {
            var definition = new ProcessDefinition();
            definition.setRef(name);
            return definition;
        }

        @Override
        public CustomLoadBalancerDefinition loadBalancer(String name) {
            return new CustomLoadBalancerDefinition(name);
        }
    }
}

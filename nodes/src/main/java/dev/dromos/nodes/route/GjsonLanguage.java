package dev.dromos.nodes.route;

import dev.dromos.graph.gjson.GjsonPath;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.annotations.Language;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.LanguageSupport;
import org.jspecify.annotations.Nullable;

/**
 * GJSON paths over the body. As a predicate: does the path exist; false for a body that is not JSON. As an expression: the raw
 * JSON at the path as text, null where there is none.
 */
@Language("gjson")
public final class GjsonLanguage extends LanguageSupport {

    @Override
    public Predicate createPredicate(String expression) {
        var path = GjsonPath.parse(expression);
        return new GjsonPredicate(path);
    }

    @Override
    public Expression createExpression(String expression) {
        return new GjsonExpression(GjsonPath.parse(expression));
    }

    /** The value at a path. */
    private static final class GjsonExpression extends ExpressionAdapter {
        private final GjsonPath path;

        private GjsonExpression(GjsonPath path) {
            this.path = path;
        }

        @Override
        public @Nullable Object evaluate(Exchange exchange) {
            var body = GraphExchange.body(exchange);
            return body.isJson()
                    ? path.get(body.dangerouslySharedBytes())
                            .map(Object::toString)
                            .orElse(null)
                    : null;
        }

        @Override
        public String toString() {
            return "gjson{" + path.text() + "}";
        }
    }
}

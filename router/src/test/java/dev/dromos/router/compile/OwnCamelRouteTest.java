package dev.dromos.router.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.route.StepFailedException;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The component and the language in somebody's own routes. */
final class OwnCamelRouteTest extends CamelTestSupport {
    private final FakeModelServer model =
            FakeModelServer.answering(200, "{\"predictions\":[{\"label\":\"virginica\"}]}");

    @AfterEach
    void closeModel() {
        model.close();
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to("predictor:iris?timeout=2000&url=RAW(" + model.url("/predict?a=b%20c") + ")");
                from("direct:choose")
                        .choice()
                        .when()
                        .language("gjson", "predictions.#(label==\"virginica\")")
                        .setBody(constant("rare"))
                        .otherwise()
                        .setBody(constant("common"));
                from("direct:value").setBody().language("gjson", "predictions.0.label");
            }
        };
    }

    @Test
    void predictorPutsTheAnswerInTheBodyAndItsStatusInTheHeader() {
        model.script(_ -> Answer.of(404, "{\"detail\":\"no model\"}"));

        var exchange = template.request("direct:ask", sent -> sent.getIn().setBody("{\"instances\":[]}"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).hasToString("{\"detail\":\"no model\"}");
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(404);
        assertThat(model.onlyRequest().target()).isEqualTo("/predict?a=b%20c");
        assertThat(model.onlyRequest().body()).hasToString("{\"instances\":[]}");
    }

    @Test
    void predictorWithoutAnAnswerFailsTheExchange() {
        model.script(_ -> Answer.closing());

        var exchange = template.request("direct:ask", sent -> sent.getIn().setBody("{}"));

        assertThat(exchange.getException())
                .isInstanceOf(StepFailedException.class)
                .hasMessage("step `iris` of node `predictor`: connection reset");
    }

    @Test
    void headersOfTheMessageAreNotSent() {
        template.sendBodyAndHeader("direct:ask", "{}", "Authorization", "Bearer secret");

        assertThat(model.onlyRequest().headers("Authorization")).isEmpty();
    }

    @Test
    void gjsonAsAPredicateAsksWhetherThePathExists() {
        assertThat(template.requestBody("direct:choose", "{\"predictions\":[{\"label\":\"virginica\"}]}"))
                .isEqualTo("rare");
        assertThat(template.requestBody("direct:choose", "{\"predictions\":[{\"label\":\"setosa\"}]}"))
                .isEqualTo("common");
        assertThat(template.requestBody("direct:choose", "not JSON")).isEqualTo("common");
    }

    @Test
    void gjsonAsAnExpressionIsTheRawJsonAtThePath() {
        assertThat(template.requestBody("direct:value", "{\"predictions\":[{\"label\":\"setosa\"}]}"))
                .isEqualTo("\"setosa\"");
    }

    /** The route that docs/camel.md shows. */
    @Test
    void documentedRouteRuns() throws Exception {
        var document = Files.readString(Path.of("../docs/camel.md"));
        var block = Pattern.compile("(?ms)^```yaml\\n(- route:.*?)^```$").matcher(document);
        assertThat(block.find()).isTrue();
        context.getPropertiesComponent()
                .addInitialProperty("iris.url", model.url("/predict").toString());

        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("iris.camel.yaml", block.group(1)));

        assertThat(template.requestBody("direct:classify", "{\"instances\":[[1]]}"))
                .isEqualTo("rare");
    }
}

package dev.dromos.examples.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both protocols over a socket, answers compared whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolTest {
    private static final List<String> MODELS = List.of("card-features", "iris-probabilities", "iris-tree");
    private final HttpCalls http = new HttpCalls();
    private HttpListener server;

    @BeforeAll
    void listen() throws IOException {
        server = HttpListener.open(Catalog.train(MODELS), 0);
    }

    @AfterAll
    void close() {
        http.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /v1/models                  | {"models":["card-features","iris-probabilities","iris-tree"]}
            /v1/models/iris-tree        | {"name":"iris-tree","ready":true}
            /v2                         | {"name":"dromos-examples","version":"1","extensions":[]}
            /v2/health/live             | {"live":true}
            /v2/health/ready            | {"ready":true}
            /v2/models/iris-tree/ready  | {"name":"iris-tree","ready":true}
            """)
    void tellsOfServerAndModels(String path, String expected) throws Exception {
        var answer = http.get(uri(path));

        assertThat(answer).isEqualTo(new HttpCalls.Answer(200, json(expected)));
    }

    @Test
    void metadataDescribesTheTensors() throws Exception {
        var answer = http.get(uri("/v2/models/iris-probabilities"));

        assertThat(answer.body()).isEqualTo(json("""
                {"name": "iris-probabilities", "versions": [], "platform": "tribuo",
                 "inputs": [{"name": "input", "datatype": "FP64", "shape": [-1, 4]}],
                 "outputs": [{"name": "probabilities", "datatype": "FP64", "shape": [-1, 3]}]}
                """));
    }

    @Test
    void predictAnswersOnePredictionPerInstance() throws Exception {
        var answer = http.post(uri("/v1/models/iris-tree:predict"), """
                {"instances": [[5.0, 3.6, 1.4, 0.2], [6.3, 3.3, 6.0, 2.5]]}""");

        assertThat(answer).isEqualTo(new HttpCalls.Answer(200, json("""
                {"predictions": [{"label": "setosa", "probability": 1.0}, {"label": "virginica", "probability": 1.0}]}
                """)));
    }

    @Test
    void namedNumbersAreTheSameInstanceAsOrderedOnes() throws Exception {
        var ordered = http.post(uri("/v1/models/iris-tree:predict"), """
                {"instances": [[7.2, 3.0, 5.8, 1.6]]}""");
        var named = http.post(uri("/v1/models/iris-tree:predict"), """
                {"instances": [{"petal_width_cm": 1.6, "petal_length_cm": 5.8, "sepal_length_cm": 7.2,
                                "sepal_width_cm": 3.0, "found": "Gaspé"}]}""");

        assertThat(named).isEqualTo(ordered);
    }

    @Test
    void noInstancesHaveNoPredictions() throws Exception {
        var answer = http.post(uri("/v1/models/iris-tree:predict"), "{\"instances\": []}");

        assertThat(answer).isEqualTo(new HttpCalls.Answer(200, json("{\"predictions\": []}")));
    }

    @Test
    void transformerAnswersFeatures() throws Exception {
        var answer = http.post(uri("/v1/models/card-features:predict"), """
                {"instances": [{"amount": 100, "currency": "USD", "country": "US", "card_country": "DE",
                  "local_time": "2026-03-14T03:12", "merchant": "jewellery", "minutes_since_last": 7}]}""");

        assertThat(answer).isEqualTo(new HttpCalls.Answer(200, json("""
                {"predictions": [{"amount_eur": 90.0, "log_amount": 4.5109, "foreign": 1.0, "night": 1.0,
                  "risky_merchant": 1.0, "minutes_since_last": 7.0}]}""")));
    }

    @Test
    void inferEchoesIdAndNamesTheModel() throws Exception {
        var answer = http.post(uri("/v2/models/iris-tree/infer"), """
                {"id": "42", "inputs": [{"name": "input", "shape": [2, 4], "datatype": "FP32",
                  "data": [5.0, 3.6, 1.4, 0.2, 6.3, 3.3, 6.0, 2.5]}]}""");

        assertThat(answer).isEqualTo(new HttpCalls.Answer(200, json("""
                {"model_name": "iris-tree", "id": "42", "outputs": [
                  {"name": "label", "datatype": "BYTES", "shape": [2], "data": ["setosa", "virginica"]},
                  {"name": "probability", "datatype": "FP64", "shape": [2], "data": [1.0, 1.0]}]}""")));
    }

    @Test
    void nestedDataIsTheSameTensorAsFlatData() throws Exception {
        var flat = http.post(uri("/v2/models/iris-probabilities/infer"), """
                {"inputs": [{"name": "input", "shape": [2, 4], "datatype": "FP64",
                  "data": [5.0, 3.6, 1.4, 0.2, 6.3, 3.3, 6.0, 2.5]}]}""");
        var nested = http.post(uri("/v2/models/iris-probabilities/infer"), """
                {"inputs": [{"name": "input", "shape": [2, 4], "datatype": "FP64",
                  "data": [[5.0, 3.6, 1.4, 0.2], [6.3, 3.3, 6.0, 2.5]]}]}""");

        assertThat(nested).isEqualTo(flat);
        assertThat(flat.body().at("/outputs/0/shape")).isEqualTo(json("[2, 3]"));
        assertThat(flat.body().at("/outputs/0/data")).hasSize(6);
    }

    @Test
    void inferAnswersOnlyTheOutputsAskedFor() throws Exception {
        var answer = http.post(uri("/v2/models/iris-tree/infer"), """
                {"inputs": [{"name": "input", "shape": [1, 4], "datatype": "FP64", "data": [5.0, 3.6, 1.4, 0.2]}],
                 "outputs": [{"name": "label"}]}""");

        assertThat(answer.body()).isEqualTo(json("""
                {"model_name": "iris-tree", "outputs": [
                  {"name": "label", "datatype": "BYTES", "shape": [1], "data": ["setosa"]}]}"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            card-features | {"instances":[1]}                   | instances[0]: must be an object, found 1
            iris-tree     | {}                                  | 'instances' must be an array, found nothing
            iris-tree     | 5                                   | 'instances' must be an array, found nothing
            iris-tree     | {"instances":[[1,2,3,1e308]]} | instances[0]: features[3]: must be a number up to 1e12, found 1.0E308
            iris-tree     | {"instances":[[1,2,3,4],[1,2,3,"4"]]} | instances[1]: features[3]: must be a number up to 1e12, found "4"
            """)
    void badInstancesAreAnswered400(String model, String body, String error) throws Exception {
        var answer = http.post(uri("/v1/models/" + model + ":predict"), body);

        assertThat(answer).isEqualTo(mistake(400, error.replace('\'', '`')));
    }

    @Test
    void reportsEveryFieldThatIsWrongNotJustTheFirst() throws Exception {
        var answer = http.post(uri("/v1/models/card-features:predict"), """
                {"instances": [{"amount": -1, "currency": "EUR", "country": "DE", "card_country": "DE",
                  "local_time": "at noon", "merchant": "fuel", "minutes_since_last": 7}]}""");

        assertThat(answer)
                .isEqualTo(mistake(
                        400,
                        "instances[0]: `amount` must be a number from 0, found -1;"
                                + " `local_time` must be a time such as 2026-03-14T15:09, found \"at noon\""));
    }

    @Test
    void bodyThatIsNotJsonIsAnswered400() throws Exception {
        for (var body : List.of("", "{", "{} {}", "\u0000")) {
            var answer = http.post(uri("/v1/models/iris-tree:predict"), body);

            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.body().path("error").textValue()).startsWith("the body is ");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"x","shape":[1,4],"datatype":"FP64","data":[1,2,3,4]}     | 'name' must be "input", found "x"
            {"name":"input","shape":[1,4],"datatype":"BYTES","data":[1,2,3,4]} | 'datatype' must be a numeric one, found "BYTES"
            {"name":"input","shape":[4],"datatype":"FP64","data":[1,2,3,4]}    | 'shape' must be [rows, 4], found [4]
            {"name":"input","shape":[-1,4],"datatype":"FP64","data":[]}        | 'shape' must be [rows, 4], found [-1,4]
            {"name":"input","shape":[1,4],"datatype":"FP64"}                   | 'data' must be an array, found nothing
            {"name":"input","shape":[2,4],"datatype":"FP64","data":[1,2,3,4]}  | 'data' must have 8 numbers, found 4
            {"name":"input","shape":[1,4],"datatype":"FP64","data":[1,2,3,true]} | data[3]: must be a number up to 1e12, found true
            """)
    void badTensorsAreAnswered400(String tensor, String error) throws Exception {
        var answer = http.post(uri("/v2/models/iris-tree/infer"), "{\"inputs\":[%s]}".formatted(tensor));

        assertThat(answer).isEqualTo(mistake(400, error.replace('\'', '`')));
    }

    @Test
    void objectsCannotTravelAsTensors() throws Exception {
        var answer = http.post(uri("/v2/models/card-features/infer"), "{\"inputs\":[]}");

        assertThat(answer)
                .isEqualTo(mistake(400, "`card-features` takes objects, which no tensor holds: call it by V1"));
    }

    @Test
    void unknownOutputIsAnswered400() throws Exception {
        var answer = http.post(uri("/v2/models/iris-tree/infer"), "{\"inputs\":[],\"outputs\":[{\"name\":\"x\"}]}");

        assertThat(answer)
                .isEqualTo(mistake(400, "outputs[0]: `name` must be one of [label, probability], found \"x\""));
    }

    @Test
    void unknownModelsAndPathsAreAnswered404() throws Exception {
        assertThat(http.get(uri("/v1/models/rose"))).isEqualTo(mistake(404, "no model `rose` here"));
        assertThat(http.post(uri("/v1/models/rose:predict"), "{}")).isEqualTo(mistake(404, "no model `rose` here"));
        assertThat(http.get(uri("/v2/models/rose/ready"))).isEqualTo(mistake(404, "no model `rose` here"));
        assertThat(http.post(uri("/v2/models/rose/infer"), "{}")).isEqualTo(mistake(404, "no model `rose` here"));
        assertThat(http.get(uri("/v3"))).isEqualTo(mistake(404, "nothing at `/v3`"));
    }

    @Test
    void wrongMethodIsAnswered405() throws Exception {
        assertThat(http.get(uri("/v2/models/iris-tree/infer")))
                .isEqualTo(mistake(405, "method must be POST, found GET"));
        assertThat(http.post(uri("/v2"), "{}")).isEqualTo(mistake(405, "method must be GET, found POST"));
    }

    @Test
    void bodyOverTheLimitIsAnswered413() throws Exception {
        var answer = http.post(uri("/v1/models/iris-tree:predict"), " ".repeat(9 * 1024 * 1024));

        assertThat(answer).isEqualTo(mistake(413, "the body must be at most 8388608 bytes"));
    }

    @Test
    void portThatIsTakenIsAnError() {
        var taken = URI.create(server.address()).getPort();

        assertThatIOException()
                .isThrownBy(() -> HttpListener.open(Catalog.train(List.of()), taken))
                .withMessage("cannot listen on 127.0.0.1:" + taken);
    }

    private URI uri(String path) {
        return URI.create(server.address() + path);
    }

    private static JsonNode json(String text) throws IOException {
        return HttpCalls.json(text);
    }

    private static HttpCalls.Answer mistake(int status, String error) {
        return new HttpCalls.Answer(status, Json.object().put("error", error));
    }
}

package dev.dromos.deploy.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.dromos.deploy.graph.GraphObject;
import dev.dromos.deploy.manifest.Manifest;
import dev.dromos.graph.ApiGroup;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceFinderTest {
    static final GraphObject ME = new GraphObject(
            ApiGroup.DROMOS,
            new ObjectMetaBuilder().withNamespace("default").withName("me").build(),
            NullNode.getInstance());

    private static final String OBJECTS = """
            apiVersion: serving.kserve.io/v1beta1
            kind: InferenceService
            metadata: {name: waiting}
            ---
            apiVersion: serving.kserve.io/v1beta1
            kind: InferenceService
            metadata: {name: broken}
            spec: {predictor: {model: {storageUri: "gs://m"}}}
            status: {address: {url: "http://broken"}, conditions: [{type: Ready, status: "False", message: no model}]}
            ---
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata: {name: both}
            status: {address: {url: "http://knative"}}
            ---
            apiVersion: serving.kserve.io/v1beta1
            kind: InferenceService
            metadata: {name: both}
            spec: {predictor: {model: {storageUri: "gs://m"}}}
            status: {address: {url: "http://kserve"}}
            ---
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata: {name: asleep}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: bare}
            spec: {ports: [{port: 80}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: secure, annotations: {dromos.dev/port: "8443"}}
            spec: {ports: [{port: 8443, appProtocol: https}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: elsewhere, annotations: {dromos.dev/port: "81"}}
            spec: {ports: [{port: 80}]}
            ---
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata: {name: me}
            status: {address: {url: "http://me"}}
            ---
            apiVersion: dromos.dev/v1alpha1
            kind: InferenceGraph
            metadata: {name: me}
            status: {url: "http://me"}
            ---
            apiVersion: dromos.dev/v1alpha1
            kind: InferenceGraph
            metadata: {name: new}
            ---
            apiVersion: dromos.dev/v1alpha1
            kind: InferenceGraph
            metadata: {name: first}
            spec: {nodes: {root: {steps: [{serviceName: both}, {serviceName: InferenceGraph/second}]}}}
            ---
            apiVersion: dromos.dev/v1alpha1
            kind: InferenceGraph
            metadata: {name: second}
            spec: {nodes: {root: {steps: [{serviceName: first}, {serviceUrl: "http://a", fallback: {serviceName: me}}]}}}
            ---
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata: {name: first}
            status: {address: {url: "http://first"}}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            waiting | InferenceService `waiting` is not ready: it has no address yet
            asleep | Knative Service `asleep` is not ready: it has no address yet
            bare | Service `bare` has no annotation dromos.dev/port
            elsewhere | Service `elsewhere` has no port `81`, which its annotation dromos.dev/port names
            new | InferenceGraph `new` is not ready: it has no address yet
            me | InferenceGraph `me` would call itself
            InferenceGraph/me | InferenceGraph `me` would call itself
            first | InferenceGraphs call each other in a circle: me -> first -> second -> me
            InferenceGraph/second | InferenceGraphs call each other in a circle: me -> second -> me
            InferenceGraph/none | no InferenceGraph `none`
            none | no InferenceService, Knative Service, Service or InferenceGraph `none`
            """)
    void whatCannotBeCalledIsSaidWithItsReason(String name, String why) throws IOException {
        assertThat(find(name)).isEqualTo(new Resolution.Missing(why));
    }

    @Test
    void anInferenceServiceComesBeforeTheKnativeServiceOfItsName() throws IOException {
        assertThat(find("both")).isEqualTo(new Resolution.Ready(URI.create("http://kserve/v1/models/both:predict")));
    }

    @Test
    void aServiceThatSaysItDoesNotWorkKeepsItsAddress() throws IOException {
        assertThat(find("broken"))
                .isEqualTo(new Resolution.NotReady(
                        URI.create("http://broken/v1/models/broken:predict"),
                        "InferenceService `broken` is not ready: no model"));
    }

    @Test
    void aPortOfHttpsIsCalledByIt() throws IOException {
        assertThat(find("secure"))
                .isEqualTo(new Resolution.Ready(URI.create("https://secure.default.svc.example:8443/")));
    }

    @Test
    void aCircleIsFoundByItsShortestWay() throws IOException {
        String graphs = graph("me", "g1", "g2") + graph("g1", "g2") + graph("g2", "g3") + graph("g3", "me");

        assertThat(new ServiceFinder(Manifest.parse(graphs).in("default"), "example", ME).find("g1"))
                .isEqualTo(new Resolution.Missing(
                        "InferenceGraphs call each other in a circle: me -> g1 -> g2 -> g3 -> me"));
    }

    @Test
    void aChainOfGraphsMayBeLongerThanAnyStackIsDeep() throws Exception {
        int length = 50_000;
        Map<String, JsonNode> chain = IntStream.range(0, length)
                .boxed()
                .collect(Collectors.toMap(i -> "g" + i, ServiceFinderTest::oneOfTheChain));
        Cluster cluster =
                (kind, name) -> kind == Cluster.Kind.GRAPH ? Optional.ofNullable(chain.get(name)) : Optional.empty();

        assertThat(new ServiceFinder(cluster, "example", ME).find("g0"))
                .isEqualTo(new Resolution.Missing("InferenceGraph `g0` is not ready: it has no address yet"));
    }

    private static JsonNode oneOfTheChain(int i) {
        var object = JsonNodeFactory.instance.objectNode();
        object.withObject("/spec/nodes/root")
                .put("routerType", "Sequence")
                .withArray("steps")
                .addObject()
                .put("serviceName", "g" + (i + 1));
        return object;
    }

    private static String graph(String name, String... services) {
        String steps = Stream.of(services).map("{serviceName: %s}"::formatted).collect(Collectors.joining(", "));
        return """
                ---
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: %s}
                spec: {nodes: {root: {routerType: Sequence, steps: [%s]}}}
                """.formatted(name, steps);
    }

    private static Resolution find(String name) throws IOException {
        return new ServiceFinder(Manifest.parse(OBJECTS).in("default"), "example", ME).find(name);
    }
}

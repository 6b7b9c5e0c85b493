package dev.dromos.deploy.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.deploy.settings.Exposure;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatewayRouteTest {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nobody has said anything           |                           |                                                               | Unknown
            both hold                          | name: public              | Accepted 2 True, ResolvedRefs 2 True                           | True
            in another namespace               | name: public, namespace: team| Accepted 2 True, ResolvedRefs 2 True                          | Unknown
            another Gateway                    | name: private             | Accepted 2 True, ResolvedRefs 2 True                           | Unknown
            a Service of that name             | name: public, kind: Service| Accepted 2 True, ResolvedRefs 2 True                          | Unknown
            of an older spec                   | name: public              | Accepted 1 True, ResolvedRefs 2 True                           | Unknown
            the Service is not looked for yet  | name: public              | Accepted 2 True                                                | Unknown
            the Service is not found           | name: public              | Accepted 2 True, ResolvedRefs 2 False                          | False
            not accepted                       | name: public              | Accepted 2 False, ResolvedRefs 2 True                          | False
            """)
    void aRouteAnswersByTheWordOfItsOwnGateway(String name, String parent, String conditions, String ready) {
        var route = SERIALIZATION.unmarshal(
                """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: chain, namespace: team, generation: 2}
                status: {parents: [%s]}
                """.formatted(parent == null ? "" : parent(parent, conditions)), HTTPRoute.class);

        var state = new GatewayRoute(route, new Exposure.ByGateway("example.com", "edge", "public")).state("http://x");

        assertThat(state)
                .as(name)
                .isEqualTo(
                        switch (ready) {
                            case "True" -> new RouterState.Answering("http://x");
                            case "False" -> new RouterState.Failing("Because", "it is so");
                            default ->
                                new RouterState.Starting(
                                        "WaitingForGateway", "the Gateway has not accepted the HTTPRoute");
                        });
    }

    private static String parent(String reference, String conditions) {
        String whole = reference.contains("namespace") ? reference : reference + ", namespace: edge";
        return "{parentRef: {%s}, conditions: [%s]}"
                .formatted(
                        whole,
                        conditions.replaceAll(
                                "(\\w+) (\\d) (\\w+)",
                                "{type: $1, observedGeneration: $2, status: '$3', reason: Because, message: it is so}"));
    }
}

package dev.dromos.deploy.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.deploy.manifest.Manifest;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** KServe's own cases for where an InferenceService is called (contract 4e). */
final class InferenceServiceTest {
    private static final String RUNTIMES = """
            ---
            apiVersion: serving.kserve.io/v1alpha1
            kind: ServingRuntime
            metadata: {name: only-v1}
            spec: {protocolVersions: [grpc-v1, v1]}
            ---
            apiVersion: serving.kserve.io/v1alpha1
            kind: ClusterServingRuntime
            metadata: {name: only-v2}
            spec: {protocolVersions: [v2, v1]}
            ---
            apiVersion: serving.kserve.io/v1alpha1
            kind: ClusterServingRuntime
            metadata: {name: only-grpc}
            spec: {protocolVersions: [grpc-v2]}
            """;

    @ParameterizedTest(name = "4e endpoint: {0}")
    @CsvSource(delimiter = '|', textBlock = """
            several models | predictor: {model: {modelFormat: {name: sklearn}}} |
            several models in a container | predictor: {containers: [{env: [{name: MULTI_MODEL_SERVER, value: "true"}]}]} |
            a model's id at Hugging Face | predictor: {model: {modelFormat: {name: huggingface}}} | /v1/models/sklearn:predict
            V1 by default | predictor: {model: {modelFormat: {name: sklearn}, storageUri: "gs://m"}} | /v1/models/sklearn:predict
            storage by reference | predictor: {model: {storage: {path: m}}} | /v1/models/sklearn:predict
            older field | predictor: {sklearn: {storageUri: "gs://m", protocolVersion: v2}} | /v2/models/sklearn/infer
            transformer | {predictor: {model: {storageUri: "gs://m", protocolVersion: v2}}, transformer: {containers: [{}]}} | /v1/models/sklearn:predict
            protocolVersion | predictor: {model: {storageUri: "gs://m", protocolVersion: v2}} | /v2/models/sklearn/infer
            transformer of V2 | {predictor: {model: {storageUri: "gs://m"}}, transformer: {containers: [{env: [{name: PROTOCOL, value: v2}]}]}} | /v2/models/sklearn/infer
            container of V2 | predictor: {containers: [{env: [{name: PROTOCOL, value: v2}], args: ["--model_name=sklearn-custom"]}]} | /v2/models/sklearn-custom/infer
            runtime of V1 | predictor: {model: {storageUri: "gs://m", protocolVersion: v2, runtime: only-v1}} | /v1/models/sklearn:predict
            runtime of V2 | predictor: {model: {storageUri: "gs://m", runtime: only-v2}} | /v2/models/sklearn/infer
            another protocol | predictor: {model: {storageUri: "gs://m", protocolVersion: grpc-v2}} |
            """)
    void theEndpointIsThatOfKServe(String name, String spec, String path) throws IOException {
        var address = URI.create("http://sklearn.default.svc.cluster.local" + (path == null ? "" : path));

        assertThat(resolve(spec)).as(name).isEqualTo(new Resolution.Ready(address));
    }

    @ParameterizedTest(name = "4e model name: {0}")
    @CsvSource(delimiter = '|', textBlock = """
            the service's own | predictor: {model: {storageUri: "gs://m"}} | sklearn
            argument with = | predictor: {model: {storageUri: "gs://m", args: ["--model_name=a"]}} | a
            argument and value | predictor: {model: {storageUri: "gs://m", args: [--model_name, a]}} | a
            last of several | predictor: {model: {storageUri: "gs://m", args: [--model_name, a, "--model_name=b"]}} | b
            one text with a blank | predictor: {model: {storageUri: "gs://m", args: ["--model_name a"]}} | sklearn
            container | predictor: {containers: [{args: [--model_name, a]}]} | a
            container without an argument | predictor: {containers: [{args: [--workers, "2"]}]} | sklearn
            environment of the model | predictor: {model: {storageUri: "gs://m", env: [{name: MLSERVER_MODEL_NAME, value: a}], args: ["--model_name=b"]}} | a
            transformer | {predictor: {model: {storageUri: "gs://m", args: ["--model_name=a"]}}, transformer: {containers: [{args: ["--model_name=b"]}]}} | b
            """)
    void theModelsNameIsThatOfKServe(String name, String spec, String model) throws IOException {
        var address = URI.create("http://sklearn.default.svc.cluster.local/v1/models/%s:predict".formatted(model));

        assertThat(resolve(spec)).as(name).isEqualTo(new Resolution.Ready(address));
    }

    @Test
    void aRuntimeThatSpeaksNeitherProtocolIsSaid() throws IOException {
        assertThat(resolve("predictor: {model: {storageUri: 'gs://m', runtime: only-grpc}}"))
                .isEqualTo(new Resolution.Missing(
                        "InferenceService `sklearn`: runtime `only-grpc` speaks neither v1 nor v2"));
        assertThat(resolve("predictor: {model: {storageUri: 'gs://m', runtime: none}}"))
                .isEqualTo(new Resolution.Missing(
                        "InferenceService `sklearn`: no ServingRuntime or ClusterServingRuntime `none`"));
    }

    private static Resolution resolve(String spec) throws IOException {
        var text = """
                apiVersion: serving.kserve.io/v1beta1
                kind: InferenceService
                metadata: {name: sklearn, namespace: default}
                spec: %s
                status: {address: {url: "http://sklearn.default.svc.cluster.local"}}
                """.formatted(spec.startsWith("{") ? spec : "{" + spec + "}");
        var manifest = Manifest.parse(text + RUNTIMES).in("default");
        return new ServiceFinder(manifest, "cluster.local", ServiceFinderTest.ME).find("sklearn");
    }
}

package dev.dromos.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests an {@link ApiServer} with our custom resource definition, the same one to all classes, and skips them where there is none.
 * With {@code -Pcluster} there has to be one.
 */
public final class WithApiServer implements ExecutionCondition, ParameterResolver {
    /** The convention of those who test against an API server. */
    private static final String VARIABLE = "KUBEBUILDER_ASSETS";

    private static final String REASON =
            "no kube-apiserver where KUBEBUILDER_ASSETS points; KUBEBUILDER_ASSETS=$(.ci/cluster-assets) provides one";

    private static final Path DEFINITION = Path.of("manifests", "crd", "inferencegraphs.yaml");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (hasAssets() || Boolean.getBoolean("cluster.required")) {
            return ConditionEvaluationResult.enabled("there is an API server, or has to be");
        }
        return ConditionEvaluationResult.disabled(REASON);
    }

    private static boolean hasAssets() {
        return Files.isExecutable(assets().resolve("kube-apiserver"));
    }

    private static Path assets() {
        return Path.of(System.getenv().getOrDefault(VARIABLE, ""));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ApiServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(WithApiServer.class))
                .getOrComputeIfAbsent(ApiServer.class, _ -> start(), ApiServer.class);
    }

    private static ApiServer start() {
        if (!hasAssets()) {
            throw new IllegalStateException(REASON);
        }
        try {
            var server = ApiServer.start(assets());
            server.install(DEFINITION);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

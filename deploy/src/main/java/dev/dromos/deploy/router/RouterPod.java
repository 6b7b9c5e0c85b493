package dev.dromos.deploy.router;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/** The pod of a router, but for what its platform asks of it. */
final class RouterPod {
    static final int PORT = 8080;
    static final String READY_PATH = "/readyz";
    private static final String NAME = "router";
    private static final String VOLUME = "graph";
    private static final String DIRECTORY = "/etc/dromos";

    /** A heap of 1 GiB: the JVM would take it for a share of the machine's memory where nothing limits the container's. */
    private static final String WITHOUT_LIMIT = "-XX:MaxRAM=1747626k";

    private final RouterModel router;

    RouterPod(RouterModel router) {
        this.router = router;
    }

    /** @param more arguments after the graph */
    Container container(Probe readiness, List<String> more) {
        var pod = router.pod();
        var arguments = new ArrayList<>(graphArgument());
        if (!pod.wake().equals(Decider.NO_WAKE)) {
            arguments.addAll(List.of("--wake", pod.wake()));
        }
        arguments.addAll(more);
        var container = new ContainerBuilder()
                .withName(NAME)
                .withImage(pod.image())
                .withImagePullPolicy(pod.pullPolicy().isEmpty() ? null : pod.pullPolicy())
                .withArgs(arguments)
                .withEnv(environment())
                .withResources(pod.resources())
                .withReadinessProbe(readiness)
                .withSecurityContext(securityContext());
        if (!router.graph().fitsArgument()) {
            container.withVolumeMounts(new VolumeMountBuilder()
                    .withName(VOLUME)
                    .withMountPath(DIRECTORY)
                    .withReadOnly(true)
                    .build());
        }
        return container.build();
    }

    private List<String> graphArgument() {
        return router.graph().fitsArgument()
                ? List.of("--graph-json", router.graph().text())
                : List.of("--graph-file", DIRECTORY + "/" + RouterObjects.GRAPH_FILE);
    }

    private List<EnvVar> environment() {
        var variables = new ArrayList<EnvVar>();
        if (!router.pod().propagated().isEmpty()) {
            variables.add(
                    variable("PROPAGATE_HEADERS", String.join(",", router.pod().propagated())));
        }
        if (!router.pod().memoryLimited()) {
            variables.add(variable("JDK_JAVA_OPTIONS", WITHOUT_LIMIT));
        }
        return variables;
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    /** KServe's, and the runtime's filter of system calls: what the strictest of Kubernetes' pod standards asks for. */
    private static SecurityContext securityContext() {
        return new SecurityContextBuilder()
                .withPrivileged(false)
                .withRunAsNonRoot(true)
                .withReadOnlyRootFilesystem(true)
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    List<Volume> volumes() {
        return router.graph().fitsArgument()
                ? List.of()
                : List.of(new VolumeBuilder()
                        .withName(VOLUME)
                        .withNewConfigMap()
                        .withName(RouterObjects.graphFileName(router))
                        .endConfigMap()
                        .build());
    }

    List<LocalObjectReference> pullSecrets() {
        return router.pod().pullSecrets().stream()
                .map(LocalObjectReference::new)
                .toList();
    }
}

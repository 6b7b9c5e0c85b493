package dev.dromos.deploy.operator;

import dev.dromos.deploy.graph.RouterGraph;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The graph that a router runs with, read from its objects: the addresses in it were good once. */
final class RunningGraph {
    private static final String ARGUMENT = "--graph-json";

    private RunningGraph() {}

    static Map<String, URI> addresses(List<HasMetadata> owned) {
        return Stream.concat(
                        owned.stream().flatMap(RunningGraph::argument),
                        owned.stream().flatMap(RunningGraph::file))
                .findFirst()
                .map(text -> new RouterGraph(text).addresses())
                .orElse(Map.of());
    }

    private static Stream<String> argument(HasMetadata object) {
        List<Container> containers = switch (object) {
            case Service service -> service.getSpec().getTemplate().getSpec().getContainers();
            case Deployment deployment ->
                deployment.getSpec().getTemplate().getSpec().getContainers();
            default -> List.of();
        };
        return containers.stream().map(Container::getArgs).flatMap(arguments -> {
            int flag = arguments.indexOf(ARGUMENT);
            return flag < 0 || flag + 1 >= arguments.size() ? Stream.empty() : Stream.of(arguments.get(flag + 1));
        });
    }

    private static Stream<String> file(HasMetadata object) {
        return object instanceof ConfigMap map ? Map.copyOf(map.getData()).values().stream() : Stream.empty();
    }
}

package dev.dromos.nodes.egress;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where what shares a pod with the router listens: Istio's administration, metrics, Knative's queue-proxy. */
final class SidecarPorts {
    private static final Set<Integer> ALL = Stream.concat(
                    Stream.of(9090, 15_000), IntStream.rangeClosed(8012, 8022).boxed())
            .collect(Collectors.toUnmodifiableSet());

    private SidecarPorts() {}

    static boolean has(int port) {
        return ALL.contains(port);
    }
}

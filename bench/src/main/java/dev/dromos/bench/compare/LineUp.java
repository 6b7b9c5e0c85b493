package dev.dromos.bench.compare;

import dev.dromos.bench.peer.BareRelay;
import dev.dromos.bench.process.FreePort;
import dev.dromos.bench.process.RouterCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who takes part.
 *
 * @param dromos the script of that name
 * @param kserve the binary of KServe's router, which always listens on {@value RouterCommand#KSERVE_PORT}
 */
record LineUp(Path dromos, Optional<NginxProxy> nginx, Optional<Path> kserve) {
    /** With as much heap as {@code ./dromos serve} takes for itself on a machine of 4 GiB and more: bodies of 1 MB pass by its size. */
    private static final List<String> RELAY_FLAGS =
            List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError", "-Xlog:disable", "-Xmx1g");

    /** A one-hop proxy can only do what one call comes to. */
    List<Contestant> forGraph(GraphCase graph, List<String> urls) throws IOException {
        var contestants = new ArrayList<Contestant>();
        contestants.add(dromos(graph.spec(urls)));
        contestants.add(relay(graph, urls));
        if (nginx.isPresent() && graph.equals(GraphCase.ONE_STEP)) {
            contestants.add(nginx.get().contestant(urls.getFirst()));
        }
        kserve.ifPresent(router -> contestants.add(new Contestant(
                Contestant.KSERVE, false, RouterCommand.KSERVE_PORT, RouterCommand.kserve(router, graph.spec(urls)))));
        return contestants;
    }

    private Contestant dromos(String spec) throws IOException {
        int port = FreePort.next();
        return new Contestant(Contestant.DROMOS, true, port, RouterCommand.dromos(dromos, port, spec));
    }

    private static Contestant relay(GraphCase graph, List<String> urls) throws IOException {
        int port = FreePort.next();
        var command = Stream.of(
                        Stream.of(javaProgram()),
                        RELAY_FLAGS.stream(),
                        Stream.of(
                                "-cp",
                                System.getProperty("java.class.path"),
                                BareRelay.class.getName(),
                                Integer.toString(port),
                                graph.plan().toString()),
                        urls.stream())
                .flatMap(part -> part)
                .toList();
        return new Contestant(Contestant.RELAY, true, port, command);
    }

    private static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}

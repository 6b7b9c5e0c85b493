package dev.dromos.router.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A port that somebody else has is said, and ends the process; a router that cannot be reached must not look alive. */
final class PortTakenTest {
    private static final String GRAPH = "{\"nodes\":{\"root\":{\"routerType\":\"Ensemble\"}}}";

    @Test
    void serveOnATakenPortExitsWithOne() throws Exception {
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(holder.getLocalPort());
            var err = new StringWriter();

            int exit = run(err, "serve", "--host", "127.0.0.1", "--port", port, "--graph-json", GRAPH);

            assertThat(exit).isEqualTo(1);
            assertThat(err.toString()).contains("port %s cannot be listened on".formatted(port));
        }
    }

    @Test
    void runOnATakenPortSaysWhatToDo(@TempDir Path directory) throws Exception {
        var graph = Files.writeString(directory.resolve("graph.yaml"), GRAPH);
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(holder.getLocalPort());
            var err = new StringWriter();

            int exit = run(err, "run", graph.toString(), "--port", port);

            assertThat(exit).isEqualTo(1);
            assertThat(err.toString()).endsWith("port %s is taken; try --port 0%n".formatted(port));
        }
    }

    private static int run(StringWriter err, String... arguments) {
        var surroundings = new Surroundings(
                InputStream.nullInputStream(), new PrintWriter(new StringWriter()), new PrintWriter(err), Map.of());
        return Dromos.run(surroundings, arguments);
    }
}

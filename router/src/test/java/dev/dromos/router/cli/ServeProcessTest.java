package dev.dromos.router.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dromos.nodes.testing.FakeModelServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A router as KServe's controller starts it, in a pod that can write nowhere. */
final class ServeProcessTest {
    /**
     * Every mount of a view of its own becomes read-only, and nobody whom the machine knows, without a home or a place for temporary files, runs
     * the command behind it. It may read what it is made of, wherever that is.
     */
    private static final List<String> NOWHERE =
            List.of("unshare", "--mount", "--propagation", "private", "sh", "-ec", """
            for mount in $(cut -d' ' -f2 /proc/self/mounts); do
              case $mount in /proc*|/sys*) ;; *) mount -o remount,bind,ro "$mount" 2>/dev/null || : ;; esac
            done
            for place in / /tmp /var/tmp /dev/shm; do
              if touch "$place/probe-of-dromos" 2>/dev/null; then exit 1; fi
            done
            exec setpriv --reuid 54321 --regid 54321 --clear-groups \\
              --inh-caps=+dac_read_search --ambient-caps=+dac_read_search \\
              env -u HOME -u USER JDK_JAVA_OPTIONS=-Djava.io.tmpdir=/nowhere "$@"
            """, "sh");

    @Test
    void servesWithKServesArgumentsAndWritesNoFile(@TempDir Path empty) throws Exception {
        var wrapper = nowhereWorks() ? NOWHERE : List.<String>of();

        try (var model = FakeModelServer.answering(200, "{\"predictions\":[1]}");
                var router = ServedProcess.start(
                        empty, wrapper, "--graph-json", graph(model), "--port", "0", "--quiet-period", "0s")) {
            assertThat(post(router.port())).isEqualTo("{\"predictions\":[1]}");
            assertThat(listening(router.pid())).hasSize(1);
            assertThat(regularFilesOpenForWriting(router.pid())).isEmpty();
            try (var files = Files.list(empty)) {
                assertThat(files).isEmpty();
            }
            assertThat(router.terminate()).isZero();
        }
    }

    @Test
    @DisplayName("E13 a read-only file system, a user whom nobody knows, no home, no place for temporary files")
    void servesWhereNothingCanBeWritten(@TempDir Path empty) throws Exception {
        assumeTrue(nowhereWorks(), "needs root and a kernel that lets a process have mounts of its own");

        try (var model = FakeModelServer.answering(200, "{\"predictions\":[2]}");
                var router =
                        ServedProcess.start(empty, NOWHERE, "serve", "--graph-json", graph(model), "--port", "0")) {
            assertThat(post(router.port())).isEqualTo("{\"predictions\":[2]}");
            assertThat(Files.readAllLines(Path.of("/proc/%d/status".formatted(router.pid()))))
                    .contains("Uid:\t54321\t54321\t54321\t54321");
        }
    }

    /** The whole spec, resources too, with both name and URL of a step, as the controller hands it over. */
    private static String graph(FakeModelServer model) {
        return """
                {"nodes":{"root":{"routerType":"Sequence","steps":[{"serviceName":"m","serviceUrl":"%s"}]}},"resources":{}}""".formatted(model.url("/v1/models/m:predict"));
    }

    private static String post(int port) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/".formatted(port)))
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"instances\":[[1]]}"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static boolean nowhereWorks() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/unshare"))) {
            return false;
        }
        var command = Stream.concat(NOWHERE.stream(), Stream.of("true")).toList();
        var probe = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
    }

    /** Lines of the kernel's table of sockets in state LISTEN (0A) that the process holds. */
    private static List<String> listening(long pid) throws IOException {
        var sockets = links(pid);
        try (var four = Files.lines(Path.of("/proc/net/tcp"));
                var six = Files.lines(Path.of("/proc/net/tcp6"))) {
            return Stream.concat(four, six)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > 9 && columns[3].equals("0A"))
                    .filter(columns -> sockets.contains("socket:[" + columns[9] + "]"))
                    .map(columns -> columns[1] + " " + columns[9])
                    .toList();
        }
    }

    private static List<String> regularFilesOpenForWriting(long pid) throws IOException {
        return links(pid).stream()
                .filter(target -> target.startsWith("/") && !target.startsWith("/dev/") && !target.endsWith(".jar"))
                .filter(target -> !target.endsWith("/modules"))
                .toList();
    }

    private static List<String> links(long pid) throws IOException {
        try (var descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return descriptors.map(ServeProcessTest::target).collect(Collectors.toList());
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return ""; // closed meanwhile
        }
    }
}

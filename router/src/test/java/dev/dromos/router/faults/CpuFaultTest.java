package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.InTime;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.RouterProcess;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.contract.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Section D, what a limit of the CPU and a clock that jumps do to a router. */
final class CpuFaultTest {
    private static final String TEN_SECONDS = """
            {"apiVersion": "dromos.dev/v1alpha1", "kind": "InferenceGraph", "metadata": {"name": "g"}, "spec": {"deadline": "10s", "nodes":
            {"root": {"routerType": "Sequence", "steps": [{"serviceUrl": "${m}"}]}}}}""";
    private static final int CLIENTS = 16;

    @RegisterExtension
    final TestBed bed = new TestBed();

    @TempDir
    private Path directory = Path.of("");

    @Test
    @DisplayName("D4 a tenth of a CPU: /readyz within a second, and right answers")
    void isSlowAndRight() throws Exception {
        bed.modelRunning(
                "m", request -> Answer.of(200, List.of(), request.body().dangerouslySharedBytes()));
        try (var router = start()) {
            int port = router.port();
            try (var _ = Throttle.of(router.pid())) {

                var probes = new ArrayList<Duration>();
                for (int i = 0; i < 8; i++) {
                    var body = "{\"request\":" + i + "}";
                    probes.add(InTime.of(() ->
                            assertThat(ask(port, Request.of("GET", "/readyz"))).isEqualTo(200)));
                    try (var wire = Wire.to(port)) {
                        wire.ask(Request.post(body)).isExactly(200, body);
                    }
                }
                // The middle one: of its tenth, the machine's other processes take some away now and then.
                assertThat(probes.stream().sorted().toList().get(probes.size() / 2))
                        .isLessThan(Duration.ofSeconds(1));
            }
            assertThat(router.isAlive()).isTrue();
        }
    }

    @Test
    @DisplayName("D5 a CPU taken away while requests run: none is too late that its step was not")
    void countsTimeThatItDidNotHave() throws Exception {
        bed.model("m", Answer.of(200, "{}").after(Duration.ofMillis(300)));
        try (var router = start();
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            int port = router.port();
            try (var _ = Throttle.of(router.pid())) {

                var statuses =
                        clients.invokeAll(Stream.<Callable<Integer>>generate(() -> () -> ask(port, Request.post("{}")))
                                .limit(CLIENTS)
                                .toList());

                for (var status : statuses) {
                    assertThat(status.get()).isEqualTo(200);
                }
            }
        }
    }

    /** No system clock can be set here, so that none is read is what is held: not by us; what Camel and Vert.x time is not a request. */
    @Test
    @DisplayName("D10 a clock that jumps: time is measured by the one that cannot")
    void readsNoClockThatCanBeSet() {
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.dromos.graph", "dev.dromos.nodes", "dev.dromos.router");

        ArchRuleDefinition.noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        java.time.Clock.class,
                        java.time.Instant.class,
                        java.time.LocalDateTime.class,
                        java.util.Date.class)
                .check(classes);
    }

    private RouterProcess start() throws Exception {
        return RouterProcess.start(
                directory,
                Map.of(),
                List.of("--graph-json", bed.filled(TEN_SECONDS), "--host", "127.0.0.1", "--port", "0"));
    }

    private static int ask(int port, Request request) throws Exception {
        try (var wire = Wire.to(port)) {
            return wire.ask(request).status();
        }
    }
}

package dev.dromos.nodes.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.Retry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each incident's report, as a whole text. With {@code -Dgolden.write=true} the reports are written instead: a change in one is a
 * change in what a user lives through, so read it before committing it. Tests run in the module's directory.
 */
final class SimulationTest {
    private static final Path REPORTS = Path.of("src/test/resources/dev/dromos/nodes/simulation/SimulationTest")
            .toAbsolutePath();

    static List<Incident> incidents() {
        return Incidents.all().toList();
    }

    @ParameterizedTest
    @MethodSource("incidents")
    void thePoliciesMeetTheIncidentAsReported(Incident incident) throws IOException {
        var report = report(incident);

        var file = REPORTS.resolve(incident.name() + ".md");
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(REPORTS);
            Files.writeString(file, report);
        }
        assertThat(report).isEqualTo(Files.readString(file));
    }

    /** 20 % and one a second, whatever the servers do; and what a new bucket holds. */
    @ParameterizedTest
    @MethodSource("incidents")
    void retriesStayWithinTheirBudget(Incident incident) {
        incident.policies().values().stream()
                .filter(policy -> policy.retry() instanceof Retry.UpTo)
                .map(policy -> Simulation.run(incident, policy))
                .forEach(outcome -> {
                    int requests = outcome.samples().size();
                    assertThat(outcome.calls() - requests)
                            .isLessThanOrEqualTo(
                                    requests / 5 + (int) incident.span().end().toSeconds() + 10);
                });
    }

    /** Of 180 requests a second 90 can be answered, which is half of them. */
    @Test
    @DisplayName(
            "D3 retries of what is refused: 80 % of what can be answered is, and all is well when the load is gone")
    void aStormOfRetriesBreaksNothing() {
        var storm = Incidents.retryStorm();
        storm.policies().forEach((name, policy) -> {
            if (policy.timeout().isZero()) {
                var outcome = Simulation.run(storm, policy);
                assertThat(outcome.goodDuring()).as(name).isGreaterThan(0.8 * 0.5);
                assertThat(outcome.goodAfter()).as(name).isGreaterThan(0.99);
            }
        });
    }

    @Test
    void everyReportIsThatOfAnIncident() throws IOException {
        try (Stream<Path> files = Files.list(REPORTS)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(incidents().stream()
                            .map(incident -> incident.name() + ".md")
                            .toList());
        }
    }

    private static String report(Incident incident) {
        return incident.policies().entrySet().stream()
                .map(policy -> Simulation.run(incident, policy.getValue()).row(policy.getKey()))
                .collect(Collectors.joining(
                        "", "# %s%n%n%s%n%n".formatted(incident.name(), incident.story()) + Outcome.HEADER, ""));
    }
}

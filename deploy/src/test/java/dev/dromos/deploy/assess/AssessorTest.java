package dev.dromos.deploy.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dromos.deploy.assess.Assessment.Intention;
import dev.dromos.deploy.manifest.Manifest;
import dev.dromos.deploy.router.RouterObjects;
import dev.dromos.deploy.settings.Platform;
import dev.dromos.deploy.settings.Settings;
import dev.dromos.deploy.settings.SettingsReader.Result;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Scenarios as directories: from the objects in {@code in-*.yaml} follow those in {@code out-*.yaml}, or {@code out.txt}, why there are
 * none. What a container may do (S2) is in each. A directory whose name ends in {@code without-knative} is of a cluster that has none. With {@code -Dgolden.write=true} what comes
 * out is written; read the difference before committing it.
 */
final class AssessorTest {
    private static final Path ROOT = Path.of("src", "test", "resources", "AssessorTest");
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    @TestFactory
    Stream<DynamicTest> whatFollowsFromAGraphAndItsCluster() {
        return children(ROOT).map(directory -> dynamicTest(name(directory), () -> verify(directory)));
    }

    private static void verify(Path directory) throws IOException {
        var in = children(directory)
                .filter(file -> name(file).startsWith("in-"))
                .map(AssessorTest::read)
                .collect(Collectors.joining("---\n"));

        var out = outcome(Manifest.parse(in), name(directory).endsWith("without-knative"));

        if (Boolean.getBoolean("golden.write")) {
            for (Path old : children(directory).filter(AssessorTest::isOut).toList()) {
                Files.delete(old);
            }
            for (var file : out.entrySet()) {
                Files.writeString(directory.resolve(file.getKey()), file.getValue());
            }
        }
        var expected = children(directory)
                .filter(AssessorTest::isOut)
                .collect(Collectors.toMap(AssessorTest::name, AssessorTest::read, (a, _) -> a, TreeMap::new));
        assertThat(out).isEqualTo(expected).isNotEmpty();
    }

    private static SortedMap<String, String> outcome(Manifest manifest, boolean withoutKnative) {
        var platform = withoutKnative ? new Platform.WithoutKnative() : manifest.knative();
        var out = new TreeMap<String, String>();
        switch (manifest.settings(Settings.CONFIG_MAP)) {
            case Result.Unusable(var mistakes) -> out.put("out.txt", String.join("\n", mistakes) + "\n");
            case Result.Read(var settings) -> {
                var graph = manifest.graphs().getFirst();
                var assessor = new Assessor(manifest.in(graph.namespace()), settings, platform);
                out.putAll(outcome(assessor.assess(graph, Map.of()), platform));
            }
        }
        return out;
    }

    private static Map<String, String> outcome(Assessment assessment, Platform platform) {
        return switch (assessment.intention()) {
            case Intention.Stop _ -> Map.of("out.txt", "stopped\n");
            case Intention.Leave(var reason, var message, var _) -> Map.of("out.txt", reason + ": " + message + "\n");
            case Intention.Run(var router) ->
                RouterObjects.of(router, platform).stream()
                        .collect(Collectors.toMap(
                                object ->
                                        "out-%s.yaml".formatted(object.getKind().toLowerCase(Locale.ROOT)),
                                SERIALIZATION::asYaml));
        };
    }

    private static boolean isOut(Path file) {
        return name(file).startsWith("out");
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static Stream<Path> children(Path directory) {
        try (var children = Files.list(directory)) {
            return children.sorted().toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package dev.dromos.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.tools.jib.api.Jib;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images of a base that has what a Java is recognised by, and jars that are none. */
final class ImageTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path directory = Path.of("");

    private Path home = Path.of("");
    private Path base = Path.of("");

    @BeforeEach
    void layOut() throws Exception {
        home = directory.resolve("home");
        file("home/router/target/dromos-router-0.1.0.jar", "router");
        file("home/router/target/dromos-router-0.1.0-tests.jar", "tests");
        file("home/router/target/lib/zebra-1.jar", "z");
        file("home/router/target/lib/dromos-nodes-0.1.0.jar", "nodes");
        file("home/router/target/bom.json", "{\"components\": [{\"name\": \"zebra\"}]}");
        file("home/router/src/main/jvm/serve.options", "-XX:+UseSerialGC\n");
        base = base("25.0.3+9-LTS");
    }

    private Path base(String java) throws Exception {
        var files = new LinkedHashMap<String, Path>();
        files.put("/opt/java/release", file("java/release", "JAVA_RUNTIME_VERSION=\"%s\"\n".formatted(java)));
        files.put("/opt/java/bin/java", executable("java/bin/java"));
        var environment = new LinkedHashMap<>(Map.of("JAVA_HOME", "/opt/java"));
        var plan = new ImagePlan(
                "test/base",
                "arm64",
                List.of(new Layer("java", files)),
                List.of("/opt/java/bin/java"),
                environment,
                new LinkedHashMap<>(),
                0);
        return write(plan, "base-%s.tar".formatted(java));
    }

    private Path write(ImagePlan plan, String name) throws Exception {
        Path tar = directory.resolve(name);
        try (var work = WorkDirectory.create()) {
            ImageWriter.write(Jib.fromScratch(), plan, tar, work.path());
        }
        return tar;
    }

    @Test
    void startsWithKServesArgumentsAndNothingBeforeThem() throws Exception {
        var config = build("router.tar").config();

        assertThat(config.at("/config/Entrypoint"))
                .extracting(JsonNode::asText)
                .containsExactly("/opt/java/bin/java", "@/opt/dromos/jvm.options", "@/opt/dromos/start.options");
        assertThat(config.at("/config/Cmd")).isEmpty();
        assertThat(config.at("/config/User").asText()).isEqualTo("65532:65532");
        assertThat(config.at("/config/WorkingDir").asText()).isEqualTo("/");
        assertThat(config.at("/config/Env")).extracting(JsonNode::asText).containsExactly("JAVA_HOME=/opt/java");
        assertThat(config.at("/config/ExposedPorts").has("8080/tcp")).isTrue();
        assertThat(config.path("architecture").asText()).isEqualTo("arm64");
    }

    @Test
    void itsClassPathIsItsJarsOursFirst() throws Exception {
        var image = build("router.tar");

        assertThat(image.text("/opt/dromos/start.options")).isEqualTo("""
                -cp /opt/dromos/dromos-router-0.1.0.jar:/opt/dromos/dromos-nodes-0.1.0.jar:/opt/dromos/zebra-1.jar
                dev.dromos.router.cli.Dromos
                """);
        assertThat(image.text("/opt/dromos/jvm.options")).isEqualTo("-XX:+UseSerialGC\n");
        assertThat(image.text("/opt/dromos/zebra-1.jar")).isEqualTo("z");
        assertThat(image.listing()).doesNotContain("tests");
    }

    @Test
    void nobodyMayWriteItsFilesWhichAreRoots() throws Exception {
        assertThat(build("router.tar").listing().lines())
                .allSatisfy(line -> assertThat(line)
                        .containsPattern("^(drwxr-xr-x|dr-xr-xr-x|-r-xr-xr-x|-r--r--r--) 0/0 .* 1970-01-01 "));
    }

    @Test
    void saysWhatItIsAndWhatIsInIt() throws Exception {
        var image = build("router.tar");

        var labels = image.config().at("/config/Labels");
        assertThat(labels.path("org.opencontainers.image.title").asText()).isEqualTo("Dromos router");
        assertThat(labels.path("org.opencontainers.image.version").asText()).isEqualTo("1.2.3");
        assertThat(labels.path("org.opencontainers.image.base.digest").asText()).matches("sha256:[0-9a-f]{64}");
        assertThat(labels.path("dev.dromos.java").asText()).isEqualTo("25.0.3+9-LTS");
        assertThat(labels.path("dev.dromos.aot-cache").asText()).isEqualTo("false");
        assertThat(JSON.readTree(image.text("/opt/dromos/sbom.json")).path("components"))
                .extracting(component -> component.path("name").asText())
                .containsExactly("zebra", "openjdk", "base");
    }

    @ParameterizedTest
    @CsvSource({
        "dromos/router:0.1.0, docker.io/dromos/router:0.1.0",
        "router:0.1.0, docker.io/library/router:0.1.0",
        "dev.local/dromos/router:0.1.0, dev.local/dromos/router:0.1.0",
        "localhost:5000/router:0.1.0, localhost:5000/router:0.1.0"
    })
    void isLoadedUnderTheNameThatAKubeletAsksFor(String given, String loaded) throws Exception {
        assertThat(build("router.tar", given).index().at("/manifests/0/annotations"))
                .isEqualTo(JSON.createObjectNode()
                        .put("org.opencontainers.image.ref.name", given)
                        .put("io.containerd.image.name", loaded));
    }

    @Test
    void isTheSameWhenItIsMadeAgain() throws Exception {
        build("one.tar");
        build("two.tar");

        assertThat(directory.resolve("two.tar")).hasSameBinaryContentAs(directory.resolve("one.tar"));
    }

    /** {@code docker save}'s tar, and the directory that an OCI layout is. */
    @Test
    void takesABaseInAnyForm() throws Exception {
        var layout = Files.createDirectory(directory.resolve("layout"));
        Tool.run(List.of("tar", "-xf", base.toString(), "-C", layout.toString()));
        Path saved = directory.resolve("saved.tar");
        try (var work = WorkDirectory.create()) {
            ImageReader.read(base, work.make("base"), "arm64").archive(saved);
        }

        base = layout;
        build("of-layout.tar");
        base = saved;
        var image = build("of-saved.tar");

        assertThat(image.text("/opt/dromos/zebra-1.jar")).isEqualTo("z");
    }

    @Test
    void ofSeveralImagesTakesTheOneForTheProcessorThatIsMeant() throws Exception {
        var layout = Files.createDirectory(directory.resolve("layout"));
        Tool.run(List.of("tar", "-xf", base.toString(), "-C", layout.toString()));
        Path file = layout.resolve("index.json");
        var index = (ObjectNode) JSON.readTree(file.toFile());
        var descriptor = (ObjectNode) index.at("/manifests/0");
        descriptor.putObject("platform").put("os", "linux").put("architecture", "arm64");
        var other = descriptor.deepCopy();
        ((ObjectNode) other.path("platform")).put("architecture", "s390x");
        index.withArray("manifests").add(other.put("digest", "sha256:" + "0".repeat(64)));
        JSON.writeValue(file.toFile(), index);

        try (var work = WorkDirectory.create()) {
            assertThat(ImageReader.read(layout, work.make("arm64"), "arm64").architecture())
                    .isEqualTo("arm64");
            assertThatThrownBy(() -> ImageReader.read(layout, work.make("amd64"), "amd64"))
                    .hasMessage(layout + ": must hold one image for amd64, found 0");
        }
    }

    @Test
    void aLaterLayerTakesFilesOfAnEarlierOneAway() throws Exception {
        var lower = new LinkedHashMap<String, Path>();
        lower.put("/a/gone", file("a/gone", "1"));
        lower.put("/a/stays", file("a/stays", "2"));
        lower.put("/b/all", file("b/all", "3"));
        var upper = new LinkedHashMap<String, Path>();
        upper.put("/a/.wh.gone", file("a/.wh.gone", ""));
        upper.put("/b/.wh..wh..opq", file("b/.wh..wh..opq", ""));
        upper.put("/b/new", file("b/new", "4"));
        var plan = new ImagePlan(
                "test/layers",
                "amd64",
                List.of(new Layer("lower", lower), new Layer("upper", upper)),
                List.of("/none"),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                0);
        Path tar = write(plan, "layers.tar");

        try (var work = WorkDirectory.create()) {
            Path root = work.make("root");
            ImageReader.read(tar, work.make("image"), "amd64").unpack(root);

            assertThat(root.resolve("a")).isDirectoryNotContaining("glob:**gone");
            assertThat(root.resolve("a/stays")).hasContent("2");
            assertThat(root.resolve("b").toFile().list()).containsExactly("new");
        }
    }

    @Test
    void refusesABaseThatIsNone() throws Exception {
        base = file("no-image", "text");
        assertThatThrownBy(() -> build("router.tar")).hasMessageContaining("no-image");

        base = directory.resolve("nowhere.tar");
        assertThatThrownBy(() -> build("router.tar")).hasMessageContaining("nowhere.tar: no such file");
    }

    @Test
    void refusesABaseWithAnotherJava() throws Exception {
        base = base("21.0.4+7-LTS");

        assertThatThrownBy(() -> build("router.tar"))
                .hasMessage(
                        "base: its Java must be 25 by JAVA_RUNTIME_VERSION in its file `release`, found `21.0.4+7-LTS`");
    }

    @Test
    void refusesABaseThatIsDamaged() throws Exception {
        var layout = Files.createDirectory(directory.resolve("layout"));
        Tool.run(List.of("tar", "-xf", base.toString(), "-C", layout.toString()));
        try (var blobs = Files.list(layout.resolve("blobs/sha256"))) {
            for (Path blob : blobs.toList()) {
                Files.writeString(blob, Files.readString(blob, StandardCharsets.ISO_8859_1) + " ");
            }
        }

        base = layout;
        assertThatThrownBy(() -> build("router.tar")).hasMessageContaining("is damaged: its digest is sha256:");
    }

    /** A Java for another processor does not run here; this one runs nowhere. */
    @Test
    void saysWhatToDoWhenItsJavaDoesNotRunHere() throws Exception {
        script("home/router/aot-cache", "echo it does not start >&2; exit 1");

        try (var work = WorkDirectory.create()) {
            var image = image(work);
            assertThatThrownBy(image::makeCache)
                    .hasMessageContaining("--without-aot-cache")
                    .hasMessageContaining("it does not start");
        }
    }

    @Test
    void isTheSameWithTheCacheOfAnEarlierOne() throws Exception {
        Path before = withCache("before.tar");
        Path after = directory.resolve("after.tar");

        try (var work = WorkDirectory.create()) {
            var image = image(work);
            image.takeCache(before, ImageReader.read(before, work.make("before"), "arm64"));
            image.write("dromos/router:1.2.3", after);
        }

        assertThat(after).hasSameBinaryContentAs(before);
        assertThat(new Built(after, Files.createDirectory(directory.resolve("built")))
                        .text("/opt/dromos/start.options"))
                .startsWith("-XX:AOTCache=/opt/dromos/serve.aot\n-Ddromos.aot.cache=/opt/dromos/serve.aot\n-cp ");
    }

    @Test
    void takesNoCacheThatIsForOtherJars() throws Exception {
        Path before = withCache("before.tar");
        file("home/router/target/lib/zebra-1.jar", "another");

        assertThatThrownBy(() -> take(before)).hasMessage(before + ": its AOT cache is not for zebra-1.jar 7");
    }

    @Test
    void takesNoCacheOfAnImageWithoutOne() throws Exception {
        Path before = build("router.tar").tar();

        assertThatThrownBy(() -> take(before)).hasMessage(before + ": has no AOT cache");
    }

    /** What stands for the training run writes something else every time. */
    private Path withCache(String name) throws Exception {
        script("home/router/aot-cache", """
                echo $$ >"$5$2"
                { echo "JDK 25.0.3+9-LTS $1/lib/modules"; IFS=:; for jar in $4; do echo "${jar##*/} $(($(wc -c <"$5$jar")))"; done; } >"$5$2.for"
                """);
        Path tar = directory.resolve(name);
        try (var work = WorkDirectory.create()) {
            var image = image(work);
            image.makeCache();
            image.write("dromos/router:1.2.3", tar);
        }
        return tar;
    }

    private void take(Path before) throws Exception {
        try (var work = WorkDirectory.create()) {
            image(work).takeCache(before, ImageReader.read(before, work.make("before"), "arm64"));
        }
    }

    private Built build(String file) throws Exception {
        return build(file, "dromos/router:1.2.3");
    }

    private Built build(String file, String name) throws Exception {
        Path tar = directory.resolve(file);
        try (var work = WorkDirectory.create()) {
            image(work).write(name, tar);
        }
        return new Built(tar, Files.createTempDirectory(directory, "built"));
    }

    private ProgramImage image(WorkDirectory work) throws Exception {
        return new ProgramImage(Program.ROUTER, home, ImageReader.read(base, work.make("base"), "arm64"), work);
    }

    private Path file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent() == null ? directory : file.getParent());
        return Files.writeString(file, text);
    }

    private Path executable(String name) throws IOException {
        return script(name, "exit 1");
    }

    private Path script(String name, String text) throws IOException {
        Path file = file(name, "#!/bin/sh\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** What was written, read by means of its own. */
    private record Built(Path tar, Path layout) {
        JsonNode index() throws Exception {
            Tool.run(List.of("tar", "-xf", tar.toString(), "-C", layout.toString()));
            return JSON.readTree(layout.resolve("index.json").toFile());
        }

        private JsonNode manifest() throws Exception {
            return JSON.readTree(blob(index().at("/manifests/0/digest")).toFile());
        }

        private Path blob(JsonNode digest) {
            return layout.resolve("blobs").resolve(digest.asText().replace(':', '/'));
        }

        JsonNode config() throws Exception {
            return JSON.readTree(blob(manifest().at("/config/digest")).toFile());
        }

        /** As {@code tar -tv} prints them, of the layers that are ours. */
        String listing() throws Exception {
            var lines = new StringBuilder();
            for (JsonNode layer : manifest().path("layers")) {
                lines.append(Tool.run(List.of(
                        "env",
                        "TZ=UTC",
                        "tar",
                        "--warning=no-unknown-keyword",
                        "--numeric-owner",
                        "-tvzf",
                        blob(layer.path("digest")).toString())));
            }
            return lines.toString();
        }

        String text(String file) throws Exception {
            Path root = Files.createTempDirectory(layout, "root");
            for (JsonNode layer : manifest().path("layers")) {
                Tool.run(List.of("tar", "-xzf", blob(layer.path("digest")).toString(), "-C", root.toString()));
            }
            return Files.readString(root.resolve(file.substring(1)));
        }
    }
}

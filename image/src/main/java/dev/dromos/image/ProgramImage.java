package dev.dromos.image;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A program on a base. Its files are laid out below the base's, where its Java can run them, and written from there. */
final class ProgramImage {
    /** Where ours are, in every image. */
    static final String DIRECTORY = "/opt/dromos";

    private static final String OPTIONS = DIRECTORY + "/jvm.options";
    private static final String START = DIRECTORY + "/start.options";
    private static final String CONTENTS = DIRECTORY + "/sbom.json";

    private final Program program;
    private final Path home;
    private final BaseImage base;
    private final WorkDirectory work;
    private final Path root;
    private final JavaHome java;
    private final List<Path> jars;
    private boolean cached;

    ProgramImage(Program program, Path home, BaseImage base, WorkDirectory work)
            throws IOException, InterruptedException, UnusableInputException {
        this.program = program;
        this.home = home;
        this.base = base;
        this.work = work;
        this.root = work.make("root");
        base.unpack(root);
        this.java = JavaHome.in(root, base.environment());
        this.jars = program.jars(home);
        Files.createDirectories(inside(DIRECTORY));
        for (Path jar : jars) {
            put(jar, target(jar));
        }
        put(home.resolve(program.options()), OPTIONS);
        Contents.write(home.resolve(program.module()).resolve("target/bom.json"), java, base, inside(CONTENTS));
    }

    /** Takes some seconds. */
    void makeCache() throws IOException, InterruptedException, UnusableInputException {
        AotCache.make(home.resolve("router/aot-cache"), root, java, DIRECTORY, OPTIONS, classPath());
        cached = true;
    }

    void takeCache(Path given, BaseImage before) throws IOException, InterruptedException, UnusableInputException {
        Path laidOut = work.make("before-root");
        before.unpack(laidOut);
        Path directory = laidOut.resolve(DIRECTORY.substring(1));
        AotCache.check(given, directory, java, namesAndSizes());
        for (String file : List.of(AotCache.FILE, AotCache.MADE_FOR)) {
            Files.copy(directory.resolve(file), inside(DIRECTORY + "/" + file));
        }
        cached = true;
    }

    /**
     * Writes the image and returns its digest.
     *
     * @param name with a tag, which is its version
     */
    String write(String name, Path tar) throws IOException, InterruptedException, UnusableInputException {
        Files.writeString(inside(START), start());
        Path archive = work.path().resolve("base.tar");
        base.archive(archive);
        var plan = new ImagePlan(
                name,
                base.architecture(),
                List.of(jarLayer("dependencies", false), jarLayer("dromos", true), startLayer()),
                List.of(java.launcher(), "@" + OPTIONS, "@" + START),
                new LinkedHashMap<>(),
                labels(name.substring(name.lastIndexOf(':') + 1)),
                program.port());
        return ImageWriter.write(ImageWriter.on(archive), plan, tar, work.path());
    }

    /** What the JVM reads after its options; whatever a container is given comes after it. */
    private String start() {
        var lines = new ArrayList<String>();
        if (cached) {
            lines.add("-XX:AOTCache=%s/%s".formatted(DIRECTORY, AotCache.FILE));
            lines.add("-Ddromos.aot.cache=%s/%s".formatted(DIRECTORY, AotCache.FILE));
        }
        lines.add("-cp " + String.join(":", classPath()));
        lines.add(program.mainClass());
        return lines.stream().collect(joining("\n", "", "\n"));
    }

    private SequencedMap<String, String> labels(String version) {
        var labels = new LinkedHashMap<String, String>();
        labels.put("org.opencontainers.image.title", "Dromos " + program.name());
        labels.put("org.opencontainers.image.description", program.title());
        labels.put("org.opencontainers.image.version", version);
        labels.put("org.opencontainers.image.licenses", "Apache-2.0");
        labels.put("org.opencontainers.image.base.digest", base.digest());
        labels.put("dev.dromos.java", java.version());
        labels.put("dev.dromos.aot-cache", String.valueOf(cached));
        labels.put("dev.dromos.sbom", CONTENTS);
        return labels;
    }

    private Layer jarLayer(String name, boolean ours) {
        var files = new LinkedHashMap<String, Path>();
        for (Path jar : jars) {
            if (Program.isOurs(jar) == ours) {
                files.put(target(jar), inside(target(jar)));
            }
        }
        return new Layer(name, files);
    }

    private Layer startLayer() {
        var files = new LinkedHashMap<String, Path>();
        var targets = new ArrayList<>(List.of(OPTIONS, START, CONTENTS));
        if (cached) {
            targets.add(DIRECTORY + "/" + AotCache.FILE);
            targets.add(DIRECTORY + "/" + AotCache.MADE_FOR);
        }
        targets.forEach(target -> files.put(target, inside(target)));
        return new Layer("start", files);
    }

    private List<String> classPath() {
        return jars.stream().map(ProgramImage::target).toList();
    }

    private List<String> namesAndSizes() throws IOException {
        var lines = new ArrayList<String>();
        for (Path jar : jars) {
            lines.add(jar.getFileName() + " " + Files.size(jar));
        }
        return lines;
    }

    private static String target(Path jar) {
        return DIRECTORY + "/" + jar.getFileName();
    }

    private Path inside(String target) {
        return root.resolve(target.substring(1));
    }

    private void put(Path file, String target) throws IOException {
        Files.copy(file, inside(target));
        Files.setLastModifiedTime(inside(target), FileTime.from(ImageWriter.TIME));
    }
}

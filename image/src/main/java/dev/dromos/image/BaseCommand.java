package dev.dromos.image;

import com.google.cloud.tools.jib.api.Jib;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code image/build base}: a base of files that {@code image/base} has laid out, which is who calls this. */
@Command(name = "base", mixinStandardHelpOptions = true, description = "Makes a base; image/base calls this.")
final class BaseCommand implements Callable<Integer> {
    @Option(names = "--files", required = true, paramLabel = "DIR", description = "All files, as in the image.")
    private Path files = Path.of("");

    @Option(names = "--java-home", required = true, paramLabel = "PATH", description = "Where Java is in the image.")
    private String javaHome = "";

    @Option(
            names = "--architecture",
            paramLabel = "NAME",
            description = "What its programs are for, amd64 or arm64. Default: this machine.")
    private String architecture = Architecture.here();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The tar to write.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException, UnusableInputException {
        var environment = new LinkedHashMap<String, String>();
        environment.put("JAVA_HOME", javaHome);
        environment.put("PATH", javaHome + "/bin");
        var plan = new ImagePlan(
                "dromos/base",
                architecture,
                List.of(new Layer("system", inside(false)), new Layer("java", inside(true))),
                List.of(javaHome + "/bin/java"),
                environment,
                new LinkedHashMap<>(),
                0);
        try (var work = WorkDirectory.create()) {
            System.out.println(ImageWriter.write(Jib.fromScratch(), plan, out, work.path()));
        }
        return 0;
    }

    private SequencedMap<String, Path> inside(boolean java) throws IOException {
        var found = new LinkedHashMap<String, Path>();
        try (var walk = Files.walk(files)) {
            walk.skip(1).sorted().forEach(file -> {
                String target = "/" + files.relativize(file);
                if ((target + "/").startsWith(javaHome + "/") == java) {
                    found.put(target, file);
                }
            });
        }
        return found;
    }
}

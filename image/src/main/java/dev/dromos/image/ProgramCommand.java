package dev.dromos.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code image/build router}, {@code operator}, {@code shared-router}. */
@Command(mixinStandardHelpOptions = true, description = "Makes the image of a program; prints its digest.")
final class ProgramCommand implements Callable<Integer> {
    private final Program program;

    @Option(
            names = "--base",
            required = true,
            paramLabel = "FILE",
            description = "An image with a Java 25: an OCI layout, a tar of one, or what `docker save` writes.")
    private Path base = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The tar to write, an OCI layout.")
    private Path out = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME:TAG",
            description = "What it is called where it is loaded. Default: dromos/<program>:0.1.0.")
    private String name = "";

    @Option(
            names = "--architecture",
            paramLabel = "NAME",
            description = "Which image of the base, where it holds several; amd64 or arm64. Default: this machine's.")
    private String architecture = Architecture.here();

    @Option(names = "--without-aot-cache", description = "The router takes twice as long to start.")
    private boolean withoutCache;

    @Option(
            names = "--cache-of",
            paramLabel = "FILE",
            description = "Takes the AOT cache of an image made before, which makes this one the same, byte by byte.")
    private Path cacheOf = Path.of("");

    ProgramCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, UnusableInputException {
        try (var work = WorkDirectory.create()) {
            var given = ImageReader.read(base, work.make("base"), architecture);
            var build = new ProgramImage(program, BuildImage.home(), given, work);
            if (program.trained() && !withoutCache) {
                if (cacheOf.toString().isEmpty()) {
                    build.makeCache();
                } else {
                    build.takeCache(cacheOf, ImageReader.read(cacheOf, work.make("before"), architecture));
                }
            }
            String called = name.isEmpty() ? "dromos/%s:0.1.0".formatted(program.name()) : name;
            System.out.println(build.write(called, out));
        }
        return 0;
    }
}

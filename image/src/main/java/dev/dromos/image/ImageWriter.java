package dev.dromos.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** Writes images as tars of OCI layouts. The same files make the same bytes: nothing in them tells when or by whom they were made. */
final class ImageWriter {
    /** What runs is {@code nonroot} of distroless images, by number, so that Kubernetes can see that it is not root. */
    static final String USER = "65532:65532";

    /** Of every file. An AOT cache knows its jars by their times. */
    static final Instant TIME = Instant.ofEpochSecond(1);

    private static final FilePermissions READ = FilePermissions.fromOctalString("444");
    private static final FilePermissions RUN = FilePermissions.fromOctalString("555");

    private ImageWriter() {}

    /** Returns the digest of the image's manifest. */
    static String write(JibContainerBuilder builder, ImagePlan plan, Path tar, Path work)
            throws IOException, InterruptedException, UnusableInputException {
        for (Layer layer : plan.layers()) {
            builder.addFileEntriesLayer(entries(layer));
        }
        builder.setPlatforms(Set.of(new Platform(plan.architecture(), "linux")))
                .setFormat(ImageFormat.OCI)
                .setCreationTime(Instant.EPOCH)
                .setUser(USER)
                .setWorkingDirectory(AbsoluteUnixPath.get("/"))
                .setEntrypoint(plan.start())
                .setProgramArguments()
                .setEnvironment(plan.environment())
                .setLabels(plan.labels());
        if (plan.port() != 0) {
            builder.addExposedPort(Port.tcp(plan.port()));
        }
        try {
            String digest = builder.containerize(
                            Containerizer.to(TarImage.at(tar).named(plan.name()))
                                    .setBaseImageLayersCache(work.resolve("base-layers"))
                                    .setApplicationLayersCache(work.resolve("layers"))
                                    .setToolName("dromos")
                                    .setOfflineMode(true))
                    .getDigest()
                    .toString();
            LoadedName.write(plan.name(), tar, work.resolve("named"));
            return digest;
        } catch (InvalidImageReferenceException | RegistryException | CacheDirectoryCreationException e) {
            throw UnusableInputException.of(plan.name(), String.valueOf(e.getMessage()));
        } catch (ExecutionException e) {
            throw UnusableInputException.of(plan.name(), String.valueOf(e.getCause()));
        }
    }

    /** On a base that was written with {@link BaseImage#archive}. */
    static JibContainerBuilder on(Path base) {
        return Jib.from(TarImage.at(base));
    }

    private static FileEntriesLayer entries(Layer layer) {
        var entries = FileEntriesLayer.builder().setName(layer.name());
        layer.files()
                .forEach((target, file) ->
                        entries.addEntry(file, AbsoluteUnixPath.get(target), permissions(file), TIME));
        return entries.build();
    }

    /** Root's, and nobody may write it. */
    private static FilePermissions permissions(Path file) {
        return Files.isDirectory(file) || Files.isExecutable(file) ? RUN : READ;
    }
}

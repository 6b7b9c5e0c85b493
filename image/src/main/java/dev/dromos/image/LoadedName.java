package dev.dromos.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What containerd calls an image once it is loaded. It takes a name as it stands, and a kubelet asks it for {@code docker.io/dromos/router:0.1.0}
 * where a pod says {@code dromos/router:0.1.0}, so the index says the whole name too.
 */
final class LoadedName {
    static final String ANNOTATION = "io.containerd.image.name";

    private static final JsonMapper JSON = new JsonMapper();

    /** As jib has it, and as everybody else does. */
    private static final String HUB_OF_JIB = "registry-1.docker.io";

    private static final String HUB = "docker.io";

    private LoadedName() {}

    /**
     * Writes a tar of an OCI layout again, with the annotation.
     *
     * @param layout where there is nothing yet
     */
    static void write(String name, Path tar, Path layout)
            throws IOException, InterruptedException, UnusableInputException {
        Files.createDirectory(layout);
        Tool.run(List.of("tar", "--extract", "--file", tar.toString(), "--directory", layout.toString()));
        Path file = layout.resolve("index.json");
        JsonNode index = JSON.readTree(file.toFile());
        for (JsonNode manifest : index.path("manifests")) {
            ((ObjectNode) manifest).withObjectProperty("annotations").put(ANNOTATION, of(name));
        }
        JSON.writeValue(file.toFile(), index);
        Tool.run(List.of(
                "tar",
                "--create",
                "--format=ustar",
                "--sort=name",
                "--mtime=@" + ImageWriter.TIME.getEpochSecond(),
                "--owner=0",
                "--group=0",
                "--numeric-owner",
                "--mode=u=rwX,go=rX",
                "--file",
                tar.toString(),
                "--directory",
                layout.toString(),
                "blobs",
                "index.json",
                "oci-layout"));
    }

    /** With its registry and its tag. */
    static String of(String name) throws UnusableInputException {
        try {
            var reference = ImageReference.parse(name);
            String registry = reference.getRegistry().equals(HUB_OF_JIB) ? HUB : reference.getRegistry();
            return "%s/%s:%s".formatted(registry, reference.getRepository(), reference.getQualifier());
        } catch (InvalidImageReferenceException invalid) {
            throw UnusableInputException.of(name, String.valueOf(invalid.getMessage()));
        }
    }
}

package dev.dromos.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads an image from an OCI layout, a tar of one, or a tar that {@code docker save} wrote. */
final class ImageReader {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PREFIX = "sha256:";

    private final Path given;
    private final Path directory;
    private final String architecture;

    private ImageReader(Path given, Path directory, String architecture) {
        this.given = given;
        this.directory = directory;
        this.architecture = architecture;
    }

    /**
     * @param work an empty directory that lives as long as the image is used
     * @param architecture which one is meant where there are several
     */
    static BaseImage read(Path given, Path work, String architecture)
            throws IOException, InterruptedException, UnusableInputException {
        if (!Files.exists(given)) {
            throw UnusableInputException.of(
                    given, "no such file; a base is an OCI layout or a tar, see image/README.md");
        }
        if (Files.isDirectory(given)) {
            Tool.run(List.of("cp", "-r", given + "/.", work.toString()));
        } else {
            extract(given, work);
        }
        return new ImageReader(given, work, architecture).read();
    }

    private static void extract(Path given, Path work)
            throws IOException, InterruptedException, UnusableInputException {
        try {
            Tool.run(List.of("tar", "--extract", "--file", given.toString(), "--directory", work.toString()));
        } catch (UnusableInputException failed) {
            throw UnusableInputException.of(given, "is no tar of an image; " + failed.getMessage());
        }
    }

    private BaseImage read() throws IOException, UnusableInputException {
        if (Files.exists(directory.resolve("index.json"))) {
            return ofLayout(JSON.readTree(directory.resolve("index.json").toFile()));
        }
        Path manifest = directory.resolve("manifest.json");
        if (!Files.exists(manifest)) {
            throw UnusableInputException.of(given, "is no image: it has neither index.json nor manifest.json");
        }
        return ofDocker(JSON.readTree(manifest.toFile()));
    }

    private BaseImage ofDocker(JsonNode manifests) throws IOException, UnusableInputException {
        if (manifests.size() != 1) {
            throw UnusableInputException.of(given, "must hold one image, found " + manifests.size());
        }
        var layers = new ArrayList<Path>();
        for (JsonNode layer : manifests.path(0).path("Layers")) {
            layers.add(file(layer.asText()));
        }
        Path config = file(manifests.path(0).path("Config").asText());
        return new BaseImage(directory, config, layers, digest(config));
    }

    private BaseImage ofLayout(JsonNode index) throws IOException, UnusableInputException {
        var candidates = manifests(index);
        var fitting = candidates.stream()
                .filter(descriptor -> candidates.size() == 1
                        || descriptor
                                .path("platform")
                                .path("architecture")
                                .asText()
                                .equals(architecture))
                .toList();
        if (fitting.size() != 1) {
            throw UnusableInputException.of(
                    given, "must hold one image for %s, found %d".formatted(architecture, fitting.size()));
        }
        String digest = fitting.getFirst().path("digest").asText();
        JsonNode manifest = JSON.readTree(blob(digest).toFile());
        var layers = new ArrayList<Path>();
        for (JsonNode layer : manifest.path("layers")) {
            layers.add(blob(layer.path("digest").asText()));
        }
        return new BaseImage(
                directory, blob(manifest.path("config").path("digest").asText()), layers, digest);
    }

    /** Those of an index, and of the indexes in it. */
    private List<JsonNode> manifests(JsonNode index) throws IOException, UnusableInputException {
        var found = new ArrayList<JsonNode>();
        for (JsonNode descriptor : index.path("manifests")) {
            if (descriptor.path("mediaType").asText().matches(".*(image\\.index|manifest\\.list).*")) {
                found.addAll(manifests(
                        JSON.readTree(blob(descriptor.path("digest").asText()).toFile())));
            } else {
                found.add(descriptor);
            }
        }
        return found;
    }

    private Path blob(String digest) throws IOException, UnusableInputException {
        if (!digest.matches(PREFIX + "[0-9a-f]{64}")) {
            throw UnusableInputException.of(given, "expected a sha256 digest, found `%s`".formatted(digest));
        }
        Path blob = file("blobs/sha256/" + digest.substring(PREFIX.length()));
        String found = digest(blob);
        if (!found.equals(digest)) {
            throw UnusableInputException.of(given, "%s is damaged: its digest is %s".formatted(digest, found));
        }
        return blob;
    }

    private Path file(String name) throws UnusableInputException {
        Path file = directory.resolve(name).normalize();
        if (name.isEmpty() || !file.startsWith(directory) || !Files.isRegularFile(file)) {
            throw UnusableInputException.of(given, "lacks its file `%s`".formatted(name));
        }
        return file;
    }

    static String digest(Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return PREFIX
                    + HexFormat.of()
                            .formatHex(
                                    ((DigestInputStream) in).getMessageDigest().digest());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}

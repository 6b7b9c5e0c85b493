package dev.dromos.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The image that another one stands on.
 *
 * @param directory what its archive holds
 * @param config the file in it that says how a container starts
 * @param layers from the lowest on
 * @param digest of its manifest, {@code sha256:…}; of its config where it has none
 */
record BaseImage(Path directory, Path config, List<Path> layers, String digest) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Layers have facts about their files that not every tar knows. */
    private static final String QUIET = "--warning=no-unknown-keyword";

    BaseImage {
        layers = List.copyOf(layers);
    }

    /** {@code amd64}, {@code arm64}. */
    String architecture() throws IOException {
        return JSON.readTree(config.toFile()).path("architecture").asText();
    }

    /** What every container of it gets. */
    SequencedMap<String, String> environment() throws IOException {
        var environment = new LinkedHashMap<String, String>();
        for (JsonNode variable : JSON.readTree(config.toFile()).path("config").path("Env")) {
            String[] parts = variable.asText().split("=", 2);
            environment.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return environment;
    }

    /** Writes it as {@code docker save} would. */
    void archive(Path tar) throws IOException, InterruptedException, UnusableInputException {
        var inside = new ArrayList<String>();
        layers.forEach(layer -> inside.add(directory.relativize(layer).toString()));
        var manifest = List.of(
                Map.of("Config", directory.relativize(config).toString(), "RepoTags", List.of(), "Layers", inside));
        JSON.writeValue(directory.resolve("manifest.json").toFile(), manifest);
        var command =
                new ArrayList<>(List.of("tar", "--create", "--file", tar.toString(), "--directory", "" + directory));
        command.add("manifest.json");
        command.add(directory.relativize(config).toString());
        command.addAll(inside);
        Tool.run(command);
    }

    /** Lays its files out in a directory, with their modes and times. They belong to whoever calls this. */
    void unpack(Path root) throws IOException, InterruptedException, UnusableInputException {
        for (Path layer : layers) {
            for (String name : Tool.run(List.of("tar", "--list", QUIET, "--file", layer.toString()))
                    .lines()
                    .toList()) {
                Whiteout.apply(root, name);
            }
            Tool.run(List.of(
                    "tar",
                    "--extract",
                    QUIET,
                    "--file",
                    layer.toString(),
                    "--directory",
                    root.toString(),
                    "--preserve-permissions",
                    "--no-same-owner",
                    "--exclude=.wh.*"));
        }
        try (var inside = Files.list(root)) {
            if (inside.findAny().isEmpty()) {
                throw UnusableInputException.of(directory, "the base has no files");
            }
        }
    }
}

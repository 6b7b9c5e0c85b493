package dev.dromos.image;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The list of what is in an image: the build's of the jars, and below them the Java and the base. */
final class Contents {
    private static final JsonMapper JSON = new JsonMapper();

    private Contents() {}

    /** @param jars CycloneDX, as {@code mvn -Psbom} writes it */
    static void write(Path jars, JavaHome java, BaseImage base, Path file) throws IOException, UnusableInputException {
        if (!Files.isRegularFile(jars)) {
            throw UnusableInputException.of(jars, "no list of contents; image/build makes it");
        }
        var list = JSON.readTree(jars.toFile());
        if (!(list instanceof ObjectNode object) || !list.path("components").isArray()) {
            throw UnusableInputException.of(jars, "is no list of contents");
        }
        object.withArray("components")
                .add(component("platform", "openjdk", java.version()))
                .add(component("container", "base", base.digest()));
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), object);
    }

    private static ObjectNode component(String type, String name, String version) {
        return JSON.createObjectNode().put("type", type).put("name", name).put("version", version);
    }
}

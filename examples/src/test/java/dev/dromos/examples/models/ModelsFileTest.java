package dev.dromos.examples.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.dromos.examples.models.ModelsFile.Protocol;
import dev.dromos.examples.models.ModelsFile.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsFileTest {
    @TempDir
    private Path directory;

    @Test
    void readsServicesInTheOrderOfTheFile() throws IOException {
        write("""
                services:
                  b: { model: iris-tree, protocol: v2 }
                  a: { model: iris-forest }
                """);

        var expected = new LinkedHashMap<String, Service>();
        expected.put("b", new Service("iris-tree", Protocol.V2));
        expected.put("a", new Service("iris-forest", Protocol.V1));
        assertThat(ModelsFile.read(directory).services()).containsExactlyEntriesOf(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            services                            | : must be a map, found `services`
            other: 1                            | : services: must be a map, found `null`
            services: { a: iris }               | : services.a: must be a map, found `iris`
            services: { a: { model: x, y: 1 } } | : services.a: fields must be of [model, protocol], found [model, y]
            services: { a: { model: iris-tree, protocol: grpc } } | : services.a.protocol: must be `v1` or `v2`, found `grpc`
            """)
    void saysWhereTheMistakeIs(String text, String message) throws IOException {
        write(text);

        assertThatIOException()
                .isThrownBy(() -> ModelsFile.read(directory))
                .withMessage(directory.resolve(ModelsFile.NAME) + message);
    }

    @Test
    void namesTheModelsThereAreWhenOneIsUnknown() throws IOException {
        write("services: { a: { model: rose } }");

        assertThatIOException()
                .isThrownBy(() -> ModelsFile.read(directory))
                .withMessageContaining("services.a.model: must be one of [animal-adult, ")
                .withMessageEndingWith("], found `rose`");
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatIOException()
                .isThrownBy(() -> ModelsFile.read(directory))
                .withMessage(directory.resolve(ModelsFile.NAME) + ": no such file");
    }

    @Test
    void yamlMakesNoJavaObjects() throws IOException {
        write("services: !!java.net.URL [http://127.0.0.1:1/]");

        assertThatIOException().isThrownBy(() -> ModelsFile.read(directory)).withMessageContaining("java.net.URL");
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve(ModelsFile.NAME), text);
    }
}

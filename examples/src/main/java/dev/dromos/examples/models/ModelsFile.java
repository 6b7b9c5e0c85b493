package dev.dromos.examples.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * An example's `models.yaml`: what stands behind each `serviceName` of its graph.
 *
 * @param services by the name that the graph uses, in the order of the file
 */
record ModelsFile(SequencedMap<String, Service> services) {
    static final String NAME = "models.yaml";
    private static final List<String> FIELDS = List.of("model", "protocol");

    ModelsFile {
        services = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(services));
    }

    /** How a service is called. */
    enum Protocol {
        V1,
        V2
    }

    /** A model and the protocol that the graph speaks to it. */
    record Service(String model, Protocol protocol) {

        /** Where it is, after the server's address. */
        String path() {
            return switch (protocol) {
                case V1 -> "/v1/models/%s:predict".formatted(model);
                case V2 -> "/v2/models/%s/infer".formatted(model);
            };
        }
    }

    /** Each model once. */
    Collection<String> models() {
        return services.sequencedValues().stream()
                .map(Service::model)
                .distinct()
                .toList();
    }

    static boolean isIn(Path directory) {
        return Files.isRegularFile(directory.resolve(NAME));
    }

    /**
     * Reads a directory's file.
     *
     * @throws IOException when it cannot be read or is not as it should be; the message says where and what
     */
    static ModelsFile read(Path directory) throws IOException {
        var file = directory.resolve(NAME);
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (var reader = Files.newBufferedReader(file)) {
            Object document = new Yaml(new SafeConstructor(options)).load(reader);
            return parse(file.toString(), document);
        } catch (NoSuchFileException e) {
            throw new IOException("%s: no such file".formatted(file), e);
        } catch (YAMLException e) {
            throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static ModelsFile parse(String file, @Nullable Object document) throws IOException {
        var services = new LinkedHashMap<String, Service>();
        for (var written :
                map(file + ": services", map(file, document).get("services")).entrySet()) {
            var at = "%s: services.%s".formatted(file, written.getKey());
            services.put(written.getKey(), service(at, map(at, written.getValue())));
        }
        return new ModelsFile(services);
    }

    private static Service service(String at, Map<String, Object> fields) throws IOException {
        if (!FIELDS.containsAll(fields.keySet())) {
            throw new IOException("%s: fields must be of %s, found %s".formatted(at, FIELDS, fields.keySet()));
        }
        if (!(fields.get("model") instanceof String model) || !Catalog.RECIPES.containsKey(model)) {
            throw new IOException("%s.model: must be one of %s, found `%s`"
                    .formatted(at, Catalog.RECIPES.sequencedKeySet(), fields.get("model")));
        }
        return switch (fields.getOrDefault("protocol", "v1").toString()) {
            case "v1" -> new Service(model, Protocol.V1);
            case "v2" -> new Service(model, Protocol.V2);
            case String other ->
                throw new IOException("%s.protocol: must be `v1` or `v2`, found `%s`".formatted(at, other));
        };
    }

    private static SequencedMap<String, Object> map(String at, @Nullable Object value) throws IOException {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IOException("%s: must be a map, found `%s`".formatted(at, value));
        }
        var named = new LinkedHashMap<String, Object>();
        map.forEach((key, item) -> named.put(String.valueOf(key), item == null ? "" : item));
        return named;
    }
}

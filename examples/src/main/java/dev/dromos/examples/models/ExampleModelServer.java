package dev.dromos.examples.models;

import dev.dromos.router.run.ExampleModels;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Starts the models that an example's `models.yaml` lists; `dromos run` finds it by ServiceLoader. */
public final class ExampleModelServer implements ExampleModels {

    @Override
    public boolean handles(Path directory) {
        return ModelsFile.isIn(directory);
    }

    @Override
    public Running start(Path directory) throws IOException {
        var file = ModelsFile.read(directory);
        var listener = HttpListener.open(Catalog.train(file.models()), 0);
        var services = new LinkedHashMap<String, URI>();
        file.services().forEach((name, service) -> services.put(name, URI.create(listener.address() + service.path())));
        return new Started(listener, Collections.unmodifiableMap(services));
    }

    private record Started(HttpListener listener, Map<String, URI> services) implements Running {
        @Override
        public void close() {
            listener.close();
        }
    }
}

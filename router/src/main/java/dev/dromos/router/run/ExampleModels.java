package dev.dromos.router.run;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Starts the model servers that an example directory asks for; found by ServiceLoader. */
public interface ExampleModels {

    /** True when the directory has models that this can start. */
    boolean handles(Path directory);

    /** Starts them on a free loopback port. Address of each service by the name that a graph's serviceName uses. */
    Running start(Path directory) throws IOException;

    /** Model servers that are up, until closed. */
    interface Running extends AutoCloseable {

        Map<String, URI> services();

        @Override
        void close();
    }
}

package dev.dromos.bench.process;

import java.nio.file.Path;
import java.util.List;

/** How the routers are started that are programs of their own; both get a graph's spec as JSON. */
public final class RouterCommand {
    /** Where KServe's router always listens. */
    public static final int KSERVE_PORT = 8080;

    private RouterCommand() {}

    /** @param script {@code ./dromos} */
    public static List<String> dromos(Path script, int port, String spec) {
        return List.of(
                script.toString(),
                "serve",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--graph-json",
                spec);
    }

    /** On {@link #KSERVE_PORT}. */
    public static List<String> kserve(Path binary, String spec) {
        return List.of(binary.toString(), "--graph-json", spec);
    }
}

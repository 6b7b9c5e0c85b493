package dev.dromos.nodes.call;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Whose certificates a step's server may show. */
public sealed interface Trust {

    /** The certificate authorities that come with the JDK. */
    record Jdk() implements Trust {}

    /**
     * Those in PEM files, and no others.
     *
     * @param files that hold certificates
     * @param directories whose files may hold certificates; a file that holds none is passed over
     */
    record Pem(List<Path> files, List<Path> directories) implements Trust {
        public Pem {
            files = List.copyOf(files);
            directories = List.copyOf(directories);
        }
    }

    /** {@code SSL_CERT_FILE} and {@code SSL_CERT_DIR} (directories parted as in {@code PATH}), else the JDK's. */
    static Trust from(Map<String, String> environment) {
        var files = paths(environment.getOrDefault("SSL_CERT_FILE", ""), "\n");
        var directories = paths(environment.getOrDefault("SSL_CERT_DIR", ""), File.pathSeparator);
        return files.isEmpty() && directories.isEmpty() ? new Jdk() : new Pem(files, directories);
    }

    private static List<Path> paths(String text, String separator) {
        var paths = new ArrayList<Path>();
        Arrays.stream(text.split(separator))
                .filter(part -> !part.isBlank())
                .map(Path::of)
                .forEach(paths::add);
        return paths;
    }
}

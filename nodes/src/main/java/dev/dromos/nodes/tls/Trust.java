package dev.dromos.nodes.tls;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Whose certificates a step's server may show. */
public sealed interface Trust {
    /** That hold certificates. */
    List<Path> files();

    /** Whose files may hold certificates. */
    List<Path> directories();

    /** The certificate authorities that come with the JDK. */
    record Jdk() implements Trust {
        @Override
        public List<Path> files() {
            return List.of();
        }

        @Override
        public List<Path> directories() {
            return List.of();
        }
    }

    /**
     * Those in PEM files. As in Go, files replace the default file and directories the default directories, so the JDK's authorities
     * are trusted too unless there are both.
     *
     * @param files that hold certificates
     * @param directories whose files may hold certificates; a file that holds none is passed over
     */
    record Pem(List<Path> files, List<Path> directories) implements Trust {
        public Pem {
            files = List.copyOf(files);
            directories = List.copyOf(directories);
        }

        boolean addsToTheJdks() {
            return files.isEmpty() || directories.isEmpty();
        }
    }

    /** The variable that names one file. */
    String FILE = "SSL_CERT_FILE";

    /** The variable that names directories. */
    String DIRECTORIES = "SSL_CERT_DIR";

    /** {@code SSL_CERT_FILE} and {@code SSL_CERT_DIR} (directories parted as in {@code PATH}), else the JDK's. */
    static Trust from(Map<String, String> environment) {
        var file = environment.getOrDefault(FILE, "");
        var files = file.isBlank() ? List.<Path>of() : List.of(Path.of(file));
        var directories = paths(environment.getOrDefault(DIRECTORIES, ""));
        return files.isEmpty() && directories.isEmpty() ? new Jdk() : new Pem(files, directories);
    }

    private static List<Path> paths(String text) {
        return Arrays.stream(text.split(File.pathSeparator))
                .filter(part -> !part.isBlank())
                .map(Path::of)
                .toList();
    }
}

package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are generated and committed. With {@code -Dgolden.write=true} they are written; read the difference before committing it. */
public final class Golden {
    /** Tests run in the module's directory. */
    public static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    private Golden() {}

    /** Compares a file with what it should hold. */
    public static void verify(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, expected);
        }
        assertThat(Files.readString(file))
                .as("%s; -Dgolden.write=true writes it", file)
                .isEqualTo(expected);
    }
}

package dev.dromos.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory that is gone afterwards. */
record WorkDirectory(Path path) implements AutoCloseable {
    static WorkDirectory create() throws IOException {
        return new WorkDirectory(Files.createTempDirectory("dromos-image"));
    }

    Path make(String name) throws IOException {
        return Files.createDirectory(path.resolve(name));
    }

    /** Directories of images may be read-only, which keeps their owner from emptying them, so they are made writable first. */
    @Override
    public void close() throws IOException {
        try {
            Tool.run(List.of("chmod", "-R", "u+w", path.toString()));
            Tool.run(List.of("rm", "-rf", path.toString()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (UnusableInputException left) {
            throw new IOException(left.getMessage(), left);
        }
    }
}

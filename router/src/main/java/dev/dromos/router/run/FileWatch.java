package dev.dromos.router.run;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;

/**
 * Tells when a file has changed. Watches its directory, since editors replace a file rather than write to it, and waits for a
 * moment of quiet, since they do so in several steps.
 */
public final class FileWatch implements AutoCloseable {
    private static final long QUIET_MILLIS = 50;

    /** Where Kubernetes mounts a ConfigMap, each file is a link through this one, which is all that a change replaces. */
    private static final Path KUBERNETES_DATA = Path.of("..data");

    private final Path file;
    private final Runnable changed;
    private final WatchService watch;

    private FileWatch(Path file, Runnable changed, WatchService watch) {
        this.file = file;
        this.changed = changed;
        this.watch = watch;
    }

    /** @param changed called on a thread of the watch, never twice at once */
    public static FileWatch start(Path file, Runnable changed) throws IOException {
        var absolute = file.toAbsolutePath();
        var directory = absolute.getParent();
        if (directory == null) {
            throw new IOException("a directory cannot be watched as a file: " + file);
        }
        var service = directory.getFileSystem().newWatchService();
        directory.register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
        var watch = new FileWatch(absolute, changed, service);
        Thread.ofVirtual().name("watch-file").start(watch::run);
        return watch;
    }

    @Override
    public void close() throws IOException {
        watch.close();
    }

    private void run() {
        try {
            while (true) {
                if (isAbout(watch.take())) {
                    awaitQuiet();
                    changed.run();
                }
            }
        } catch (ClosedWatchServiceException _) {
            // closed: nobody wants to know any more
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitQuiet() throws InterruptedException {
        var key = watch.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
        while (key != null) {
            isAbout(key);
            key = watch.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Takes the key's events; true when one is of the file. */
    private boolean isAbout(WatchKey key) {
        var name = file.getFileName();
        boolean about = key.pollEvents().stream()
                .anyMatch(event -> event.kind().equals(StandardWatchEventKinds.OVERFLOW)
                        || (event.context() instanceof Path changedFile
                                && (changedFile.equals(name) || changedFile.equals(KUBERNETES_DATA))));
        key.reset();
        return about;
    }
}

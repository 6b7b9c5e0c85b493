package dev.dromos.router.cli;

import dev.dromos.router.logging.LogKeys;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The AOT cache that whoever started the JVM meant it to use. A JVM that cannot use its cache starts without, more slowly and without a
 * word, and one that can does not look whether it is of these jars; so the router says both.
 *
 * @see <a href="docs/adr/0002-the-build-makes-an-aot-cache.md">ADR 2</a>
 */
final class AotCache {
    /** Set beside {@code -XX:AOTCache} to the same file. */
    private static final String PROPERTY = "dromos.aot.cache";

    /** The files that this process has mapped; on Linux only. */
    private static final Path MAPPED = Path.of("/proc/self/maps");

    private static final Logger LOG = LoggerFactory.getLogger(AotCache.class);

    private AotCache() {}

    /** One line when something is wrong with the cache; nothing when none is meant to be. */
    static void warnWhenUnfit() {
        var meant = Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of);
        meant.flatMap(cache -> fault(cache, MAPPED, System.getProperty("java.class.path")))
                .ifPresent(fault -> LOG.atWarn()
                        .addKeyValue(LogKeys.FILE, meant.get())
                        .addKeyValue(LogKeys.REASON, fault)
                        .log("the AOT cache is not used as it should be"));
    }

    /**
     * Empty when there is none, or none that this system lets us see.
     *
     * @param mapped what {@code /proc/self/maps} holds
     */
    static Optional<String> fault(Path cache, Path mapped, String classPath) {
        if (!Files.isReadable(cache)) {
            return Optional.of("it cannot be read; the start takes twice as long without it");
        }
        try {
            // A JVM that refuses a cache takes it out of its memory again.
            if (Files.exists(mapped)
                    && !Files.readString(mapped, StandardCharsets.ISO_8859_1).contains(asMapped(cache))) {
                return Optional.of("it was made by another JDK or for other JVM options; the start takes twice as long"
                        + " without it");
            }
            return Files.readString(jarsOf(cache)).equals(jars(classPath))
                    ? Optional.empty()
                    : Optional.of("it was made for other jars, whose classes run in place of these; make it again");
        } catch (NoSuchFileException _) {
            return Optional.of("it was made for other jars, or does not say for which; make it again");
        } catch (IOException e) {
            return Optional.of("what it was made for cannot be read: " + e.getMessage());
        }
    }

    /** Its real name, byte by byte as characters, as the maps are read. */
    private static String asMapped(Path cache) throws IOException {
        return new String(cache.toRealPath().toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The file that {@code router/aot-cache} writes beside the cache. */
    static Path jarsOf(Path cache) {
        return Path.of(cache + ".jars");
    }

    /** The name and size of each, a line each, in the order of the class path. */
    private static String jars(String classPath) throws IOException {
        var jars = new StringBuilder();
        for (var entry : classPath.split(File.pathSeparator, -1)) {
            var jar = Path.of(entry);
            jars.append(jar.getFileName()).append(' ').append(Files.size(jar)).append('\n');
        }
        return jars.toString();
    }
}

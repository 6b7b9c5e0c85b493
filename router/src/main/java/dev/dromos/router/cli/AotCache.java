package dev.dromos.router.cli;

import dev.dromos.router.logging.LogKeys;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
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

    private static final String SLOW = "; the start takes twice as long without it";

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
            return Optional.of("it cannot be read" + SLOW);
        }
        try {
            var madeFor = Files.readAllLines(madeFor(cache));
            // A JVM that refuses a cache takes it out of its memory again.
            boolean used = !Files.exists(mapped)
                    || Files.readString(mapped, StandardCharsets.ISO_8859_1).contains(asMapped(cache));
            return fault(madeFor.getFirst(), madeFor.subList(1, madeFor.size()).equals(jars(classPath)), used);
        } catch (NoSuchElementException _) {
            return Optional.of("it does not say what it was made for; make it again");
        } catch (NoSuchFileException e) {
            return Optional.of("%s is missing; make it again".formatted(e.getFile()));
        } catch (IOException e) {
            return Optional.of("what it was made for cannot be read: " + e.getMessage());
        }
    }

    /** The JVM refuses most caches of other jars, but not all of them. */
    private static Optional<String> fault(String maker, boolean isForTheseJars, boolean used) {
        if (!isForTheseJars) {
            return Optional.of("it was made for other jars, %s; make it again"
                    .formatted(used ? "whose classes run in place of these" : "and the JVM refuses it"));
        }
        if (used) {
            return Optional.empty();
        }
        var jdk = "JDK " + Runtime.version();
        return Optional.of(
                maker.startsWith(jdk + " ")
                        ? "it was made for other JVM options" + SLOW
                        : "it was made by another JDK, this is %s".formatted(jdk) + SLOW);
    }

    /** Its real name, byte by byte as characters, as the maps are read. */
    private static String asMapped(Path cache) throws IOException {
        return new String(cache.toRealPath().toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The file that {@code router/aot-cache} writes beside the cache: its JDK's name, then the jars. */
    static Path madeFor(Path cache) {
        return Path.of(cache + ".for");
    }

    /** The name and size of each, in the order of the class path. */
    private static List<String> jars(String classPath) throws IOException {
        var jars = new ArrayList<String>();
        for (var entry : classPath.split(File.pathSeparator, -1)) {
            var jar = Path.of(entry);
            jars.add(jar.getFileName() + " " + Files.size(jar));
        }
        return jars;
    }
}

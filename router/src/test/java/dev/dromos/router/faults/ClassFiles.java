package dev.dromos.router.faults;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Classes as they are compiled. */
final class ClassFiles {
    private ClassFiles() {}

    /** All that are in the same directory, or jar, as these. */
    static List<ClassModel> beside(Class<?>... classes) throws IOException, URISyntaxException {
        var files = new ArrayList<ClassModel>();
        for (var type : classes) {
            var place = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(place)) {
                files.addAll(below(place));
            } else {
                try (var jar = FileSystems.newFileSystem(place)) {
                    files.addAll(below(jar.getPath("/")));
                }
            }
        }
        return files;
    }

    private static List<ClassModel> below(Path root) throws IOException {
        try (var walk = Files.walk(root)) {
            var files = new ArrayList<ClassModel>();
            for (var file :
                    walk.filter(file -> file.toString().endsWith(".class")).toList()) {
                files.add(ClassFile.of().parse(Files.readAllBytes(file)));
            }
            return files;
        }
    }
}

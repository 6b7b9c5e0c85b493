package dev.dromos.image;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Files of an image that change together: where each is in the image, and where it is here. Empty directories count as files. */
record Layer(String name, SequencedMap<String, Path> files) {
    Layer {
        files = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(files));
    }
}

package dev.dromos.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * An image, with everything decided.
 *
 * @param name with its tag
 * @param layers above those of its base
 * @param start the command of every container, before its arguments
 * @param port 0 for none
 */
record ImagePlan(
        String name,
        String architecture,
        List<Layer> layers,
        List<String> start,
        SequencedMap<String, String> environment,
        SequencedMap<String, String> labels,
        int port) {
    ImagePlan {
        layers = List.copyOf(layers);
        start = List.copyOf(start);
        environment = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(environment));
        labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
    }
}

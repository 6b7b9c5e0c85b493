package dev.dromos.graph.schema;

import java.util.List;
import java.util.stream.Stream;

/**
 * That a {@code fallback} is one target or one answer. No rule can say it: CEL does not see a field that holds any JSON. So the schema does,
 * in its own words.
 */
final class OneFallback {
    private OneFallback() {}

    /** Of these exactly one is to fit. An empty text is none. */
    static List<Tree> branches() {
        return Stream.concat(
                        Stream.of("nodeName", "serviceName", "serviceUrl").map(OneFallback::target),
                        Stream.of(new Tree().with("required", List.of("response"))))
                .toList();
    }

    private static Tree target(String field) {
        return new Tree()
                .with("required", List.of(field))
                .with("properties", new Tree().with(field, new Tree().with("minLength", 1)));
    }
}

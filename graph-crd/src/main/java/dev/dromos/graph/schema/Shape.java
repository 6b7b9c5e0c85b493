package dev.dromos.graph.schema;

import dev.dromos.graph.crd.Described;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** What a value of the YAML looks like, whoever is to be told of it. */
sealed interface Shape {

    /** {@code longest} in characters, 0 for any; {@code pattern} is for the whole text, empty for any. */
    record Text(int longest, String pattern) implements Shape {}

    /** A duration as Kubernetes writes it. */
    record Span() implements Shape {}

    /** A time as RFC 3339 writes it. */
    record Time() implements Shape {}

    /** One of a few words. */
    record Word(List<String> words) implements Shape {
        public Word {
            words = List.copyOf(words);
        }
    }

    /** A whole number of so many bits. */
    record Whole(int bits, long least, long most) implements Shape {}

    /** A number, or a text of the pattern. */
    record WholeOrText(long least, long most, String pattern) implements Shape {}

    /** {@code true} or {@code false}. */
    record Truth() implements Shape {}

    /** Any JSON. */
    record Anything() implements Shape {}

    /** A mapping that nobody here looks into. */
    record Opaque() implements Shape {}

    /** 0 for any number of items; no two of them have the same {@code key}, unless that is empty. */
    record Listing(Shape item, int fewest, int many, String key) implements Shape {}

    /** Values by name; 0 for any number. */
    record Mapping(Shape value, int many) implements Shape {}

    /** The fields of a record. */
    record Fields(Class<?> type, List<Property> properties) implements Shape {
        public Fields {
            properties = List.copyOf(properties);
        }

        static Fields of(Class<?> type) {
            return new Fields(
                    type,
                    Arrays.stream(type.getRecordComponents()).map(Property::of).toList());
        }
    }

    /** A field and what is told of it. */
    record Property(String name, String description, boolean required, boolean ours, Shape shape) {

        private static Property of(RecordComponent component) {
            Described told = component.getAnnotation(Described.class);
            if (told == null) {
                throw new IllegalArgumentException(
                        "%s of %s has no description".formatted(component.getName(), component.getDeclaringRecord()));
            }
            return new Property(
                    component.getName(),
                    told.value(),
                    told.required(),
                    told.ours(),
                    new ShapeOfType(told).of(component.getGenericType()));
        }
    }
}

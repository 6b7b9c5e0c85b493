package dev.dromos.deploy.router;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dromos.graph.problem.Path;
import java.io.IOException;
import java.util.List;

/**
 * A part of a pod as it stands in a graph. Kubernetes' model keeps the fields that it does not know; an API server drops them without a word
 * from what is created, and fails over them in what is applied.
 */
final class PodPart {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new NothingElse())
            .enable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
            .build();

    private final Path path;
    private final UnknownFields unknown;

    /** Is told of each field that is none of a pod. */
    interface UnknownFields {

        /** @param known what could be there */
        void at(Path path, String name, List<String> known);
    }

    /** @param path of the part */
    PodPart(Path path, UnknownFields unknown) {
        this.path = path;
        this.unknown = unknown;
    }

    /** The value without its unknown fields. */
    <T> T read(JsonNode value, Class<T> type) throws IOException {
        return MAPPER.readerFor(type).withHandler(new Teller()).readValue(value);
    }

    /** Where what could not be read is. */
    Path place(IOException malformed) {
        List<JsonMappingException.Reference> steps =
                malformed instanceof JsonMappingException told ? told.getPath() : List.of();
        Path place = path;
        for (var step : steps) {
            place = step.getFieldName() == null ? place.item(step.getIndex()) : place.field(step.getFieldName());
        }
        return place;
    }

    private Path place(JsonPointer pointer) {
        Path place = path;
        for (var step = pointer; !step.matches(); step = step.tail()) {
            place = step.mayMatchElement()
                    ? place.item(step.getMatchingIndex())
                    : place.field(step.getMatchingProperty());
        }
        return place;
    }

    private final class Teller extends DeserializationProblemHandler {

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object part,
                String name)
                throws IOException {
            var known = deserializer.getKnownPropertyNames().stream()
                    .map(String::valueOf)
                    .sorted()
                    .toList();
            unknown.at(place(parser.getParsingContext().pathAsPointer()), name, known);
            parser.skipChildren();
            return true;
        }
    }

    /** Takes no setter for one that takes whatever has none. */
    private static final class NothingElse extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated setter) {
            return false;
        }
    }
}

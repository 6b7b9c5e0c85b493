package dev.dromos.graph.schema;

import dev.dromos.graph.crd.Described;
import dev.dromos.graph.crd.HedgePolicy;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;

/** The shape of a Java type, within the bounds that its field is described with. */
record ShapeOfType(Described told) {

    Shape of(Type type) {
        return switch (type) {
            case ParameterizedType generic -> generic(generic);
            case Class<?> plain -> plain(plain);
            default -> throw unknown(type);
        };
    }

    private Shape generic(ParameterizedType type) {
        Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
        if (type.getRawType() == List.class) {
            return new Shape.Listing(of(last), told.fewest(), told.many(), told.key());
        }
        if (type.getRawType() == SequencedMap.class) {
            return last == Object.class ? new Shape.Opaque() : new Shape.Mapping(of(last), told.many());
        }
        throw unknown(type);
    }

    private Shape plain(Class<?> type) {
        if (type.isRecord()) {
            return Shape.Fields.of(type);
        }
        if (type.isEnum()) {
            return new Shape.Word(
                    Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList());
        }
        if (type == String.class || type == HedgePolicy.Delay.class) {
            return text();
        }
        if (type == Duration.class) {
            return new Shape.Span();
        }
        if (type == Long.class) {
            return new Shape.Whole(Long.SIZE, told.least(), told.most());
        }
        if (type == Integer.class) {
            return new Shape.Whole(Integer.SIZE, told.least(), told.most());
        }
        if (type == Boolean.class) {
            return new Shape.Truth();
        }
        if (type == Object.class) {
            return new Shape.Opaque();
        }
        throw unknown(type);
    }

    private Shape text() {
        return switch (told.kind()) {
            case AS_TYPED -> new Shape.Text(told.longest(), told.pattern());
            case NUMBER_OR_TEXT -> new Shape.WholeOrText(told.least(), told.most(), told.pattern());
            case ANYTHING -> new Shape.Anything();
            case TIME -> new Shape.Time();
        };
    }

    private static IllegalArgumentException unknown(Type type) {
        return new IllegalArgumentException("no field of the YAML has the type " + type.getTypeName());
    }
}

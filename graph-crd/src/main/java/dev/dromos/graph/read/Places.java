package dev.dromos.graph.read;

import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import dev.dromos.graph.problem.Position;
import dev.dromos.graph.problem.Problem;
import java.util.Map;

/** The source of a graph and the place of every path in it. */
public final class Places {
    private final Source source;
    private final Map<Path, Place> places;

    Places(Source source, Map<Path, Place> places) {
        this.source = source;
        this.places = Map.copyOf(places);
    }

    public Source source() {
        return source;
    }

    /** Where a path stands; the nearest parent that is written when it is not written itself. */
    public Position position(Path path) {
        for (Path at : path.lineage().reversed()) {
            var place = places.get(at);
            if (place != null) {
                return place.at();
            }
        }
        return Position.START;
    }

    /** Where a problem is, down to the character of a condition. */
    public Position position(Problem problem) {
        return switch (problem.mistake()) {
            case Mistake.InText inText -> inText.at();
            case Mistake.InCondition inCondition -> inside(problem.path(), inCondition.offset());
            default -> position(problem.path()); // the other mistakes know no better place than their path's
        };
    }

    private Position inside(Path path, int offset) {
        var place = places.get(path);
        return place != null && place.value() instanceof Located.Scalar scalar
                ? ScalarText.position(source, scalar, offset)
                : position(path);
    }
}

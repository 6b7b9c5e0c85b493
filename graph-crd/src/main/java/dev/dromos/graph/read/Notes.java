package dev.dromos.graph.read;

import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import dev.dromos.graph.problem.Position;
import dev.dromos.graph.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What decoding one document has found beside its values: places and problems. */
final class Notes {
    private final ApiGroup group;
    private final Map<Path, Place> places = new HashMap<>(); // looked up by path only, so its order means nothing
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Path> unreadable = new HashSet<>();

    Notes(ApiGroup group) {
        this.group = group;
    }

    /** Whether our own fields mean something here; in KServe's language they are as unknown as any other. */
    boolean isOurLanguage() {
        return group == ApiGroup.DROMOS;
    }

    <L extends Located> L note(Path path, Position at, L value) {
        places.put(path, new Place(at, value));
        return value;
    }

    void problem(Path path, Mistake mistake) {
        problems.add(Problem.of(path, mistake, group));
    }

    /** Notes that a value is not what the field takes; what is unreadable says why itself. */
    void refuse(Path path, String expected, Located found) {
        refuse(
                path,
                switch (found) {
                    case Located.Unreadable(var mistake) -> mistake;
                    case Located.Mapping _ -> new Mistake.WrongType(expected, Mistake.Found.MAPPING, "");
                    case Located.Listing _ -> new Mistake.WrongType(expected, Mistake.Found.LIST, "");
                    case Located.Scalar scalar -> new Mistake.WrongType(expected, found(scalar), scalar.text());
                });
    }

    /** Notes a mistake that leaves the facts without a value at this path. */
    void refuse(Path path, Mistake mistake) {
        unreadable.add(path);
        problem(path, mistake);
    }

    private static Mistake.Found found(Located.Scalar scalar) {
        return switch (scalar.kind()) {
            case TEXT -> Mistake.Found.TEXT;
            case WHOLE, DECIMAL -> Mistake.Found.NUMBER;
            case TRUTH -> Mistake.Found.TRUTH;
            case NOTHING -> Mistake.Found.NOTHING;
        };
    }

    /** In the order of the text. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Paths whose value is absent from the facts because it was refused. */
    Set<Path> unreadable() {
        return unreadable;
    }

    Places places(Source source) {
        return new Places(source, places);
    }
}

package dev.dromos.graph.problem;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Where in a graph something stands: {@code spec.nodes.root.steps[2].weight}. Sorted as a reader expects it: a parent before its
 * children, fields by name, items by number.
 */
public sealed interface Path extends Comparable<Path> {

    /** The whole document. */
    static Path root() {
        return new Root();
    }

    /** {@code spec}, where a bare spec starts too, so that a problem reads the same in both forms. */
    static Path spec() {
        return root().field("spec");
    }

    /** The whole document, whose path is an empty text. */
    record Root() implements Path {
        @Override
        public Path up() {
            return this;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Root;
        }

        @Override
        public int hashCode() {
            return 0;
        }

        @Override
        public String toString() {
            return "";
        }
    }

    /**
     * A named value of a mapping. Paths are keys while a graph is read, and a record's own {@code equals} and {@code hashCode} are put
     * together of method handles when they are first called: a twentieth of the time to the first answer.
     */
    record Field(Path parent, String name) implements Path {
        @Override
        public Path up() {
            return parent;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Field field && name.equals(field.name) && parent.equals(field.parent);
        }

        @Override
        public int hashCode() {
            return 31 * parent.hashCode() + name.hashCode();
        }

        @Override
        public String toString() {
            if (!isPlain(name)) {
                return parent + "[\"" + Words.escape(name) + "\"]";
            }
            return parent instanceof Root ? name : parent + "." + name;
        }

        /** A name that cannot be taken for something else when it is joined with dots, and that is not to be cut. */
        private static boolean isPlain(String name) {
            return !name.isEmpty()
                    && name.length() <= Words.LONGEST
                    && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
        }
    }

    /** An element of a list; {@code index} from 0. */
    record Item(Path parent, int index) implements Path {
        @Override
        public Path up() {
            return parent;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Item item && index == item.index && parent.equals(item.parent);
        }

        @Override
        public int hashCode() {
            return 31 * parent.hashCode() + index;
        }

        @Override
        public String toString() {
            return parent + "[" + index + "]";
        }
    }

    default Path field(String name) {
        return new Field(this, name);
    }

    default Path item(int index) {
        return new Item(this, index);
    }

    /** The path one level up; the root is its own parent. */
    Path up();

    /** This path and all above it, the root first. */
    default List<Path> lineage() {
        var lineage = new ArrayList<Path>();
        for (Path at = this; !(at instanceof Root); at = at.up()) {
            lineage.addFirst(at);
        }
        lineage.addFirst(root());
        return lineage;
    }

    @Override
    default int compareTo(Path other) {
        Iterator<Path> theirs = other.lineage().iterator();
        for (Path mine : lineage()) {
            if (!theirs.hasNext()) {
                return 1;
            }
            int order = compareLast(mine, theirs.next());
            if (order != 0) {
                return order;
            }
        }
        return theirs.hasNext() ? -1 : 0;
    }

    private static int compareLast(Path mine, Path theirs) {
        if (mine instanceof Item(var _, int a) && theirs instanceof Item(var _, int b)) {
            return Integer.compare(a, b);
        }
        return lastName(mine).compareTo(lastName(theirs));
    }

    private static String lastName(Path path) {
        return switch (path) {
            case Root _ -> "";
            case Field(var _, var name) -> name;
            case Item(var _, var index) -> "[" + index;
        };
    }
}

package dev.dromos.graph.read;

/**
 * What the reader takes before it looks at any meaning, so that a hostile text costs little.
 *
 * @param characters of the text; an object of the API server has at most about 1.5 million
 * @param depth of mappings and lists inside each other; the deepest pass-through field of a pod needs about 15
 * @param aliases used in the text
 * @param values in the text, each alias counted with everything it stands for
 */
public record ReadLimits(int characters, int depth, int aliases, int values) {

    /** Far above any graph written by hand, far below what hurts: half a second on one core at the worst. */
    public static final ReadLimits DEFAULT = new ReadLimits(1_500_000, 64, 100, 50_000);
}

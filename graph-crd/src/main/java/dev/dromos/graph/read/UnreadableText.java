package dev.dromos.graph.read;

import dev.dromos.graph.problem.Mistake;

/** Stops the reading of a text that is no YAML or JSON, or is over a limit; never leaves this package. */
final class UnreadableText extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Mistake.InText mistake;

    private UnreadableText(Mistake.InText mistake) {
        super(mistake.text(), null, false, false);
        this.mistake = mistake;
    }

    static UnreadableText because(Mistake.InText mistake) {
        return new UnreadableText(mistake);
    }

    Mistake.InText mistake() {
        return mistake;
    }
}

package dev.dromos.graph.read;

import dev.dromos.graph.problem.Position;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.Parser;

/** A parser that counts depth and aliases before the composer, which recurses, can see them; SnakeYAML's own limits give no place. */
final class LimitedParser implements Parser {
    private final Parser inner;
    private final Source source;
    private final Budget budget;
    private int depth;

    LimitedParser(Parser inner, Source source, Budget budget) {
        this.inner = inner;
        this.source = source;
        this.budget = budget;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return inner.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return inner.peekEvent();
    }

    @Override
    public Event getEvent() {
        Event event = inner.getEvent();
        // Only the events that open, close or refer count towards a limit.
        switch (event.getEventId()) {
            case MappingStart, SequenceStart -> {
                depth++;
                budget.depth(depth, position(event.getStartMark()));
            }
            case MappingEnd, SequenceEnd -> depth--;
            case Alias -> budget.alias(position(event.getStartMark()));
            case Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {}
        }
        return event;
    }

    private Position position(Mark mark) {
        return source.position(source.index(mark.getIndex()));
    }
}

package dev.dromos.graph.check;

import dev.dromos.graph.crd.RouterType;
import dev.dromos.graph.gjson.GjsonPath;
import dev.dromos.graph.gjson.PathFlaw;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import java.nio.charset.StandardCharsets;

/** A condition that is looked at is GJSON, means what it seems to mean, and is not too long. */
final class ConditionRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        for (var node : subject.nodes()) {
            if (node.is(RouterType.Sequence) || node.is(RouterType.Switch)) {
                for (var at : node.steps()) {
                    String condition = at.step().condition();
                    if (condition != null) {
                        check(
                                condition,
                                at.path().field("condition"),
                                subject.limits().condition(),
                                findings);
                    }
                }
            }
        }
    }

    private static void check(String condition, Path path, int most, Findings findings) {
        int length = condition.getBytes(StandardCharsets.UTF_8).length;
        if (length > most) {
            findings.add(path, new Mistake.OverLimit("condition", "bytes", length, most));
            return;
        }
        for (PathFlaw flaw : GjsonPath.parse(condition).flaws()) {
            findings.add(path, mistake(condition, flaw));
        }
    }

    private static Mistake mistake(String condition, PathFlaw flaw) {
        int offset = flaw.offset();
        return switch (flaw.kind()) {
            case UNCLOSED_QUERY, UNCLOSED_MULTIPATH, UNCLOSED_QUOTE ->
                new Mistake.MalformedCondition(
                        offset, flaw.message() + ", so GJSON reads the rest in another way than it looks");
            case TOO_COMPLEX ->
                new Mistake.MalformedCondition(offset, flaw.message() + ", so the condition never holds");
            case EMPTY_PATH -> new Mistake.MalformedCondition(offset, flaw.message());
            case UNKNOWN_MODIFIER, SINGLE_QUOTED -> new Mistake.DoubtfulCondition(offset, flaw.message());
            case LOGICAL_OPERATOR -> new Mistake.NoSuchOperator(offset, condition.substring(offset, offset + 2));
        };
    }
}

package dev.dromos.graph.check;

import dev.dromos.graph.problem.Problem;
import dev.dromos.graph.read.Facts;
import java.util.List;

/** Turns facts into a graph that cannot be wrong, or into everything that is wrong with them. */
public final class Checker {
    private static final List<Rule> RULES = List.of(
            new GraphNameRule(),
            new SizeRule(),
            new RootRule(),
            new RouterTypeRule(),
            new EmptyNodeRule(),
            new StepNameRule(),
            new TargetRule(),
            new ReferenceRule(),
            new CycleRule(),
            new ReachabilityRule(),
            new DepthRule(),
            new WeightRule(),
            new EnsembleKeyRule(),
            new ConditionRule(),
            new FirstStepConditionRule(),
            new SwitchCaseRule(),
            new IgnoredFieldRule(),
            new DataRule(),
            new UrlRule(),
            new ServiceRule(),
            new TimeoutRule(),
            new DeadlineRule(),
            new StepTimeoutRule(),
            new RetryRule(),
            new HedgeRule(),
            new FallbackRule(),
            new NodeStepRule(),
            new HeaderPatternRule(),
            new ReplicaRule());

    private Checker() {}

    /** Checks one graph; the same facts give the same problems in the same order. */
    public static Checked check(Facts facts, CheckOptions options) {
        var subject = Subject.of(facts, options);
        var findings = new Findings(facts);
        RULES.forEach(rule -> rule.check(subject, findings));
        var problems = findings.sorted();
        return problems.stream().anyMatch(Problem::isError)
                ? new Checked.Invalid(problems)
                : new Checked.Valid(new GraphBuilder(subject).graph(), problems);
    }
}

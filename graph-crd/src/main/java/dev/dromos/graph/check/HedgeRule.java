package dev.dromos.graph.check;

import dev.dromos.graph.crd.HedgePolicy;
import dev.dromos.graph.problem.Path;

/** A {@code hedge} comes after some time, for some share of the calls. */
final class HedgeRule implements Rule {
    private static final long ALL = 100;

    @Override
    public void check(Subject subject, Findings findings) {
        subject.policies().forEach(at -> {
            HedgePolicy hedge = at.hedge();
            if (hedge != null) {
                check(hedge, at.path().field("hedge"), findings);
            }
        });
    }

    private static void check(HedgePolicy hedge, Path path, Findings findings) {
        if (hedge.after() instanceof HedgePolicy.Delay.Fixed(var time)) {
            Bounds.atLeastOneMilli(time, path.field("after"), findings);
        }
        Bounds.within(hedge.budgetPercent(), 0, ALL, "", path.field("budgetPercent"), findings);
    }
}

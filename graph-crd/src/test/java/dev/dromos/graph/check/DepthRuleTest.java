package dev.dromos.graph.check;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class DepthRuleTest {
    private static final Limits SMALL = new Limits(64, 64, 3, 1024);

    @TestFactory
    Stream<DynamicTest> eachScenarioHasItsProblems() {
        return Golden.scenarios(DepthRuleTest.class, CheckOptions.DEFAULT.withLimits(SMALL));
    }
}

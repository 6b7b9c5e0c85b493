package dev.dromos.graph.check;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class SizeRuleTest {
    private static final Limits SMALL = new Limits(3, 3, 16, 1024);

    @TestFactory
    Stream<DynamicTest> eachScenarioHasItsProblems() {
        return Golden.scenarios(SizeRuleTest.class, CheckOptions.DEFAULT.withLimits(SMALL));
    }
}

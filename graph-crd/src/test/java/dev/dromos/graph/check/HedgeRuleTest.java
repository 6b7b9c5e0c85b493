package dev.dromos.graph.check;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class HedgeRuleTest {

    @TestFactory
    Stream<DynamicTest> eachScenarioHasItsProblems() {
        return Golden.scenarios(HedgeRuleTest.class);
    }
}

package dev.dromos.graph.check;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class NodeStepRuleTest {

    @TestFactory
    Stream<DynamicTest> eachScenarioHasItsProblems() {
        return Golden.scenarios(NodeStepRuleTest.class);
    }
}

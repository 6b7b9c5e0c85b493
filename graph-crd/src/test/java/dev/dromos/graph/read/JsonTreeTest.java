package dev.dromos.graph.read;

import dev.dromos.graph.check.Golden;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class JsonTreeTest {

    @TestFactory
    Stream<DynamicTest> eachScenarioHasItsProblems() {
        return Golden.scenarios(JsonTreeTest.class);
    }
}

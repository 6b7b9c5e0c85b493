package dev.dromos.graph.check;

import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class ServiceRuleTest {
    private static final Services ADDRESSES = new Services.Bound(Map.of(
            "known", URI.create("http://127.0.0.1:9000/v1/models/known:predict"), "broken", URI.create("ftp://a/")));

    @TestFactory
    Stream<DynamicTest> eachScenarioHasItsProblems() {
        return Golden.scenarios(ServiceRuleTest.class, CheckOptions.DEFAULT.withServices(ADDRESSES));
    }
}

package dev.dromos.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestIdTest {

    @Test
    void keepsTheClientsOwn() {
        assertThat(of("req-42/a")).isEqualTo("req-42/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\nbreak", "ünïcode"})
    void replacesOneThatIsNotFitForALog(String unfit) {
        assertThat(of(unfit)).matches("[0-9a-f]{16}");
    }

    @Test
    void replacesOneThatIsTooLong() {
        assertThat(of("x".repeat(129))).matches("[0-9a-f]{16}");
        assertThat(of("x".repeat(128))).isEqualTo("x".repeat(128));
    }

    @Test
    void makesOneWhereThereIsNone() {
        assertThat(RequestId.of(MultiMap.caseInsensitiveMultiMap())).matches("[0-9a-f]{16}");
    }

    private static String of(String given) {
        return RequestId.of(MultiMap.caseInsensitiveMultiMap().add(RequestId.HEADER, given));
    }
}

package dev.dromos.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values are what Go 1.25's ServeMux redirects to. */
final class CleanPathTest {

    @ParameterizedTest
    @CsvSource({
        "/,/",
        "/a,/a",
        "/a/,/a/",
        "//a,/a",
        "/a//b,/a/b",
        "/a/./b,/a/b",
        "/a/../b,/b",
        "/../a,/a",
        "/a/..,/",
        "/a/../,/",
        "/.well-known/x,/.well-known/x",
        "/..a,/..a",
        "/a/.,/a",
        "//,/"
    })
    void leavesNoEmptyOrDottedSegment(String path, String clean) {
        assertThat(CleanPath.of(path)).isEqualTo(clean);
    }
}

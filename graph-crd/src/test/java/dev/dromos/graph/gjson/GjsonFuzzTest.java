package dev.dromos.graph.gjson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.dromos.graph.json.JsonString;
import dev.dromos.graph.json.JsonText;
import java.util.Arrays;

/** What holds of any path and any body: an input is a path, a line end, and a body. */
final class GjsonFuzzTest {

    /** C7: a path's cost is counted in steps, so that no machine is too slow for the law. */
    @FuzzTest
    void noPathCostsMoreThanItsBudget(byte[] data) {
        var path = path(data);
        byte[] body = body(data);
        var budget = Budget.of(body.length);

        Value found = path.find(body, 0, body.length, budget);

        assertThat(budget.spent()).isLessThanOrEqualTo(34L * body.length + (13 << 20));
        assertThat(budget.room()).isNotNegative();
        assertThat(found.exists() && budget.isSpent()).isFalse();
    }

    @FuzzTest
    void aPathFindsTheSameHoweverItIsAsked(byte[] data) {
        var path = path(data);
        byte[] body = body(data);
        byte[] untouched = body.clone();

        var got = path.get(body);

        assertThat(path.exists(body)).isEqualTo(got.isPresent());
        assertThat(GjsonPath.parse(path.text()).get(body)).isEqualTo(got);
        assertThat(body).isEqualTo(untouched);
        int length = JsonString.utf8(path.text()).length;
        assertThat(path.flaws()).allSatisfy(flaw -> assertThat(flaw.offset()).isBetween(0, length));
    }

    /** Of valid JSON: what surrounds a body is not of it, and a plain path finds a value that stands in it. */
    @FuzzTest
    void aPlainPathFindsAValue(byte[] data) {
        var path = path(data);
        byte[] body = body(data);
        if (!JsonText.isValid(body)) {
            return;
        }
        var spaced = new byte[body.length + 4];
        Arrays.fill(spaced, (byte) ' ');
        System.arraycopy(body, 0, spaced, 2, body.length);

        assertThat(path.exists(spaced)).isEqualTo(path.exists(body));
        assertThat(path.exists(spaced, 2, spaced.length - 2)).isEqualTo(path.exists(body));
        if (path.isPlain()) {
            path.get(body)
                    .ifPresent(found -> assertThat(
                                    JsonText.isValid(found.toString().getBytes(UTF_8)))
                            .as("%s of %s", path, new String(body, UTF_8))
                            .isTrue());
        }
    }

    private static GjsonPath path(byte[] data) {
        return GjsonPath.parse(new String(data, 0, lineEnd(data), UTF_8));
    }

    private static byte[] body(byte[] data) {
        return Arrays.copyOfRange(data, Math.min(data.length, lineEnd(data) + 1), data.length);
    }

    private static int lineEnd(byte[] data) {
        int at = 0;
        while (at < data.length && data[at] != '\n') {
            at++;
        }
        return at;
    }
}

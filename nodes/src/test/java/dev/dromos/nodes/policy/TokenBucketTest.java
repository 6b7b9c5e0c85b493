package dev.dromos.nodes.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.testing.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TokenBucketTest {
    private final VirtualTime time = new VirtualTime();

    @Test
    void aNewBucketHoldsTen() {
        assertThat(spendAll(new TokenBucket(20, 1, time))).isEqualTo(10);
    }

    @Test
    void oneHundredCallsEarnTheirPercentage() {
        var bucket = emptied(20, 0);

        for (int i = 0; i < 100; i++) {
            bucket.earn();
        }

        assertThat(spendAll(bucket)).isEqualTo(20);
    }

    @Test
    void eachSecondEarnsItsOwn() {
        var bucket = emptied(0, 1);

        time.pass(Duration.ofMillis(2999));
        assertThat(spendAll(bucket)).isEqualTo(2);
        time.pass(Duration.ofMillis(1));

        assertThat(spendAll(bucket)).as("parts of a token are kept").isEqualTo(1);
    }

    @Test
    void noMoreThanOneHundredAreKept() {
        var bucket = emptied(100, 1);

        time.pass(Duration.ofDays(365));
        for (int i = 0; i < 1000; i++) {
            bucket.earn();
        }

        assertThat(spendAll(bucket)).isEqualTo(100);
    }

    private TokenBucket emptied(int percent, int perSecond) {
        var bucket = new TokenBucket(percent, perSecond, time);
        spendAll(bucket);
        return bucket;
    }

    private static int spendAll(TokenBucket bucket) {
        int spent = 0;
        while (bucket.spend()) {
            spent++;
        }
        return spent;
    }
}

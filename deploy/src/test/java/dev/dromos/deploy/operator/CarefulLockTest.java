package dev.dromos.deploy.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CarefulLockTest {
    private static final ZonedDateTime NOON = ZonedDateTime.parse("2026-01-01T12:00:00Z");

    private final AtomicLong now = new AtomicLong(-3); // nanoTime may be negative
    private final KubernetesClient client = new KubernetesClientBuilder().build();
    private final Lease lease = new Lease();
    private final CarefulLock lock = new CarefulLock(lease, Duration.ofSeconds(10), now::get);

    /** A lease that takes its time, or cannot be read. */
    private final class Lease implements Lock {
        private Duration takes = Duration.ZERO;

        @Override
        public LeaderElectionRecord get(KubernetesClient unused) {
            throw new NullPointerException("renewTime");
        }

        @Override
        public void create(KubernetesClient unused, LeaderElectionRecord wanted) {
            now.addAndGet(takes.toNanos());
        }

        @Override
        public void update(KubernetesClient unused, LeaderElectionRecord wanted) {
            now.addAndGet(takes.toNanos());
        }

        @Override
        public String identity() {
            return "me";
        }

        @Override
        public String describe() {
            return "the lease";
        }
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aLeaseThatCannotBeReadIsARefusal() {
        assertThatThrownBy(() -> lock.get(client))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessage("the lease cannot be read");
    }

    @Test
    void aRenewalIsGoodForItsTimeFromWhenItWasBegun() {
        assertThat(lock.isFresh()).isFalse();

        lease.takes = Duration.ofSeconds(4);
        lock.create(client, heldBy("me"));
        assertThat(lock.isFresh()).isTrue();
        now.addAndGet(Duration.ofSeconds(6).toNanos() - 1);
        assertThat(lock.isFresh()).isTrue();
        now.addAndGet(1);
        assertThat(lock.isFresh()).isFalse();

        lock.update(client, heldBy("me"));
        assertThat(lock.isFresh()).isTrue();
    }

    @Test
    void whoGivesItBackDoesNotRenewIt() {
        lock.update(client, heldBy(""));

        assertThat(lock.isFresh()).isFalse();
    }

    private static LeaderElectionRecord heldBy(String who) {
        return new LeaderElectionRecord(who, Duration.ofSeconds(15), NOON, NOON, 0);
    }
}

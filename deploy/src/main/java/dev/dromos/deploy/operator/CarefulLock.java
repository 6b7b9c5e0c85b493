package dev.dromos.deploy.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A lease that somebody may have written by hand, and that lasts for a time. An election goes on after what the API server refuses, but
 * ends without a word by any other exception, such as that of a lease without its times.
 */
final class CarefulLock implements Lock {
    private final Lock lock;
    private final Duration lasting;
    private final LongSupplier nanoTime;
    private volatile long renewed;

    /** @param lasting for which a renewal is good, from when it was begun */
    CarefulLock(Lock lock, Duration lasting, LongSupplier nanoTime) {
        this.lock = lock;
        this.lasting = lasting;
        this.nanoTime = nanoTime;
        this.renewed = nanoTime.getAsLong() - lasting.toNanos();
    }

    /** Whether it has been renewed lately: an election that is not given the processor does not say that it is lost. */
    boolean isFresh() {
        return nanoTime.getAsLong() - renewed < lasting.toNanos();
    }

    @Override
    public LeaderElectionRecord get(KubernetesClient client) {
        return careful(() -> lock.get(client));
    }

    @Override
    public void create(KubernetesClient client, LeaderElectionRecord wanted) {
        write(wanted, () -> lock.create(client, wanted));
    }

    @Override
    public void update(KubernetesClient client, LeaderElectionRecord wanted) {
        write(wanted, () -> lock.update(client, wanted));
    }

    private void write(LeaderElectionRecord wanted, Runnable writing) {
        long begun = nanoTime.getAsLong();
        careful(() -> {
            writing.run();
            return wanted;
        });
        if (identity().equals(wanted.getHolderIdentity())) { // else it is given back
            renewed = begun;
        }
    }

    private LeaderElectionRecord careful(Supplier<LeaderElectionRecord> asked) {
        try {
            return asked.get();
        } catch (KubernetesClientException refused) {
            throw refused;
        } catch (RuntimeException unreadable) {
            throw new KubernetesClientException(lock.describe() + " cannot be read", unreadable);
        }
    }

    @Override
    public String identity() {
        return lock.identity();
    }

    @Override
    public String describe() {
        return lock.describe();
    }
}

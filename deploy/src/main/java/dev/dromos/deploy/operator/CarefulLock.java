package dev.dromos.deploy.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.util.function.Supplier;

/**
 * A lease that somebody may have written by hand. An election goes on after what the API server refuses, but ends without a word by any
 * other exception, such as that of a lease without its times.
 */
final class CarefulLock implements Lock {
    private final Lock lock;

    CarefulLock(Lock lock) {
        this.lock = lock;
    }

    @Override
    public LeaderElectionRecord get(KubernetesClient client) {
        return careful(() -> lock.get(client));
    }

    @Override
    public void create(KubernetesClient client, LeaderElectionRecord wanted) {
        careful(() -> {
            lock.create(client, wanted);
            return wanted;
        });
    }

    @Override
    public void update(KubernetesClient client, LeaderElectionRecord wanted) {
        careful(() -> {
            lock.update(client, wanted);
            return wanted;
        });
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

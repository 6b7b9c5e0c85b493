package dev.dromos.deploy.operator;

import dev.dromos.deploy.operator.OperatorOptions.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectorBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * The right to work, which one operator at a time has.
 *
 * <pre>
 *   wanted ──► held ──► lost     not renewed in time, or given back
 * </pre>
 *
 * Once lost it never comes back: whoever wants it again asks anew.
 */
final class Leadership implements AutoCloseable {
    static final String LEASE = "dromos-operator";

    private final CompletableFuture<Void> held = new CompletableFuture<>();
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private CompletableFuture<?> election = new CompletableFuture<>();
    private volatile boolean known;
    private BooleanSupplier inTime = () -> true;

    private Leadership() {}

    /** Asks for it, and goes on asking until it is there. */
    static Leadership wanted(KubernetesClient client, OperatorOptions options) {
        var leadership = new Leadership();
        if (options.lease() == Lease.ALONE) {
            leadership.held.complete(null);
            return leadership;
        }
        var times = options.times();
        var lock = new CarefulLock(
                new LeaseLock(options.namespace(), LEASE, identity()), times.renewal(), System::nanoTime);
        leadership.inTime = lock::isFresh;
        var callbacks = new LeaderCallbacks(
                () -> leadership.held.complete(null),
                () -> leadership.lost.complete(null),
                _ -> leadership.known = true);
        leadership.election = new LeaderElectorBuilder(client, leadership.threads)
                .withConfig(new LeaderElectionConfig(
                        lock, times.lease(), times.renewal(), times.renewalPause(), callbacks, true, LEASE))
                .build()
                .start();
        // Whatever ends an election, nobody may go on as if it had been won.
        var _ = leadership.election.whenComplete((_, _) -> leadership.lost.complete(null));
        return leadership;
    }

    /** A pod has one name however often it is started, and what it did before is not its own. */
    private static String identity() {
        return System.getenv().getOrDefault("HOSTNAME", "operator") + "-" + UUID.randomUUID();
    }

    /** Whether it is known who has it. */
    boolean isKnown() {
        return known || held.isDone();
    }

    CompletableFuture<Void> held() {
        return held;
    }

    CompletableFuture<Void> lost() {
        return lost;
    }

    /** Asked before each writing. After a long pause of the process it is false until the lease has been renewed. */
    boolean isHeld() {
        return held.isDone() && !lost.isDone() && inTime.getAsBoolean();
    }

    /** Gives it back, so that another operator need not wait for its end. */
    @Override
    public void close() {
        election.cancel(true);
        lost.complete(null);
        threads.close();
    }
}

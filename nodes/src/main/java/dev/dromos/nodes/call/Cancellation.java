package dev.dromos.nodes.call;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ends what a request, or a part of one, has running. Cancelling twice is cancelling once; what is registered after that
 * runs at once. Safe for use by several threads; actions run on the thread that cancels and must not block.
 */
public final class Cancellation {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> actions = new ArrayList<>(2);
    private volatile boolean cancelled;

    /** Undoes a registration, so that a finished call leaves nothing behind. */
    @FunctionalInterface
    public interface Registration {
        void remove();
    }

    /** A part of this: cancelled with it, or alone. Remove the registration when the part is done. */
    public Registration attach(Cancellation part) {
        return onCancel(part::cancel);
    }

    public boolean isCancelled() {
        return cancelled;
    }

    public Registration onCancel(Runnable action) {
        lock.lock();
        try {
            if (!cancelled) {
                actions.add(action);
                return () -> remove(action);
            }
        } finally {
            lock.unlock();
        }
        action.run();
        return () -> {};
    }

    public void cancel() {
        List<Runnable> toRun;
        lock.lock();
        try {
            if (cancelled) {
                return;
            }
            cancelled = true;
            toRun = List.copyOf(actions);
            actions.clear();
        } finally {
            lock.unlock();
        }
        toRun.forEach(Runnable::run);
    }

    private void remove(Runnable action) {
        lock.lock();
        try {
            actions.remove(action);
        } finally {
            lock.unlock();
        }
    }
}

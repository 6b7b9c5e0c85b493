package dev.dromos.router.faults;

import dev.dromos.router.contract.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends a byte every few milliseconds for as long as the connection takes any: what waits for silence never sees it. */
final class Drip implements AutoCloseable {
    private static final long PERIOD_MILLIS = 20;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private Drip() {}

    static Drip into(Wire wire) {
        var drip = new Drip();
        var _ = drip.clock.scheduleAtFixedRate(() -> sendByte(wire), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return drip;
    }

    /** What it throws ends the series. */
    private static void sendByte(Wire wire) {
        try {
            wire.send("a");
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

package dev.dromos.router.faults;

import java.io.IOException;
import java.util.List;

/** Lets a process run for 10 ms of each 100, as a limit of a tenth of a CPU does: all its threads stand still meanwhile. */
final class Throttle implements AutoCloseable {
    private static final String SCRIPT = "while kill -STOP $0; do sleep 0.09; kill -CONT $0; sleep 0.01; done";

    private final String pid;
    private final Process signals;

    private Throttle(String pid, Process signals) {
        this.pid = pid;
        this.signals = signals;
    }

    static Throttle of(long pid) throws IOException {
        var text = Long.toString(pid);
        return new Throttle(text, new ProcessBuilder(List.of("bash", "-c", SCRIPT, text)).start());
    }

    @Override
    public void close() throws IOException {
        signals.destroyForcibly().onExit().join();
        new ProcessBuilder("kill", "-CONT", pid).start().onExit().join();
    }
}

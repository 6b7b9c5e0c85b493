package dev.dromos.router.serve;

import java.time.Duration;

/** What a process lets go of, step by step, when it is told to end. */
public interface Stoppable {

    /** Tells whoever asks {@code /readyz} to send requests elsewhere, and goes on serving those that come. */
    void drain();

    /** Answers what runs, for no longer than that, then lets everything go; what still runs then is answered that the router shuts down. */
    void close(Duration longest);
}

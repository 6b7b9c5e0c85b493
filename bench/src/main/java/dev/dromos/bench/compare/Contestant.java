package dev.dromos.bench.compare;

import java.util.List;

/**
 * A router as a process.
 *
 * @param jvm whether it can be asked for allocated bytes
 * @param port that its command makes it listen on
 */
record Contestant(String name, boolean jvm, int port, List<String> command) {
    static final String DROMOS = "Dromos";
    static final String RELAY = "relay";
    static final String NGINX = "nginx";
    static final String KSERVE = "KServe";

    Contestant {
        command = List.copyOf(command);
    }
}

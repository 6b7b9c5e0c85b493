package dev.dromos.router.cli;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signal that comes while the process is stopping already: whoever sends it does not want to wait, but the JVM would. The JDK's
 * class for signals is called by reflection, since javac warns of each use and lets nobody switch the warning off.
 */
final class SecondSignal {
    private static final Logger LOG = LoggerFactory.getLogger(SecondSignal.class);

    private static final Map<String, Integer> NUMBERS = Map.of("TERM", 15, "INT", 2);

    /** What a shell adds to a signal's number. */
    private static final int BY_SIGNAL = 128;

    private SecondSignal() {}

    /** From now on SIGTERM and SIGINT end the process at once, with 143 and 130. */
    static void endsTheProcess() {
        NUMBERS.forEach((name, number) -> {
            try {
                handle(name, () -> Runtime.getRuntime().halt(BY_SIGNAL + number));
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.atDebug().setCause(e).log("a second signal will not hurry the end");
            }
        });
    }

    private static void handle(String name, Runnable action) throws ReflectiveOperationException {
        var signal = Class.forName("sun.misc.Signal");
        var handler = Class.forName("sun.misc.SignalHandler");
        var handling = Proxy.newProxyInstance(
                SecondSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    action.run();
                    return proxy; // of a void method: dropped
                });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
    }
}

package dev.dromos.bench.process;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A meter of the bytes that all threads of another JVM have allocated. It starts the management agent inside that JVM, which
 * takes memory and time there: only for the end of a measurement.
 */
public final class AllocatedBytes implements AutoCloseable {
    private final JMXConnector connector;
    private final ThreadMXBean threads;

    private AllocatedBytes(JMXConnector connector, ThreadMXBean threads) {
        this.connector = connector;
        this.threads = threads;
    }

    @SuppressWarnings("BanJNDI") // the address is what the agent that we have just started in our own child says
    public static AllocatedBytes of(long pid) throws IOException, AttachNotSupportedException {
        var machine = VirtualMachine.attach(Long.toString(pid));
        try {
            var connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            var threads = ManagementFactory.newPlatformMXBeanProxy(
                    connector.getMBeanServerConnection(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
            return new AllocatedBytes(connector, threads);
        } finally {
            machine.detach();
        }
    }

    /** Since the start of that JVM. */
    public long read() {
        return threads.getTotalThreadAllocatedBytes();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}

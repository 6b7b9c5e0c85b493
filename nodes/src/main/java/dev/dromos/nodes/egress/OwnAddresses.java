package dev.dromos.nodes.egress;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.stream.Collectors;

/** The addresses of this machine, or pod. */
public final class OwnAddresses {
    private OwnAddresses() {}

    /** Asks the operating system. */
    public static Set<InetAddress> find() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .collect(Collectors.toUnmodifiableSet());
    }
}

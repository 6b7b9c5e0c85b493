package dev.dromos.nodes.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where steps' servers may be. Asked twice: for the name, and, when a connection is opened, for the address that is dialled, since
 * whoever owns a name decides what it resolves to and when.
 */
public sealed interface Egress {

    /** What clouds call the service that gives a machine its credentials. */
    Set<String> METADATA_NAMES = Set.of(
            "metadata",
            "metadata.google.internal",
            "metadata.goog",
            "instance-data",
            "instance-data.ec2.internal",
            "metadata.tencentyun.com",
            "metadata.packet.net");

    /** Everywhere but link-local addresses and the metadata services of clouds: what KServe's router calls, but for those. */
    record Open() implements Egress {
        @Override
        public boolean permits(String host, InetAddress address, int port) {
            return !isMetadata(address);
        }
    }

    /**
     * Other pods, services and the world; neither loopback nor what is no one server's.
     *
     * @param own addresses of this pod, whose sidecars listen beside the router
     */
    record Cluster(Set<InetAddress> own) implements Egress {
        public Cluster {
            own = Set.copyOf(own);
        }

        @Override
        public boolean permits(String host, InetAddress address, int port) {
            return AddressKind.of(address) == AddressKind.ORDINARY
                    && !(own.contains(address) && SidecarPorts.has(port));
        }

        @Override
        public boolean mayPermit(String host, int port) {
            var name = plain(host);
            return Egress.super.mayPermit(host, port) && !name.equals("localhost") && !name.endsWith(".localhost");
        }
    }

    /**
     * Named servers only. What is in one of the networks is meant, loopback included; what one of the domains resolves to must be
     * what {@link Cluster} permits. Metadata services are neither.
     *
     * @param domains lower case; each with what is below it
     */
    record Only(List<String> domains, List<Network> networks, Cluster otherwise) implements Egress {
        public Only {
            domains = List.copyOf(domains);
            networks = List.copyOf(networks);
        }

        @Override
        public boolean permits(String host, InetAddress address, int port) {
            if (isMetadata(address)) {
                return false;
            }
            return networks.stream().anyMatch(network -> network.contains(address))
                    || (names(host) && otherwise.permits(host, address, port));
        }

        /** A name that is not listed may still resolve into one of the networks. */
        @Override
        public boolean mayPermit(String host, int port) {
            return Egress.super.mayPermit(host, port) && (names(host) || !networks.isEmpty());
        }

        /** Nobody can say what a name that is not listed would resolve to elsewhere. */
        @Override
        public boolean permitsUnresolved(String host, int port) {
            return written(host)
                    .map(address -> permits(host, address, port))
                    .orElseGet(() -> Egress.super.mayPermit(host, port) && names(host));
        }

        private boolean names(String host) {
            var name = plain(host);
            return domains.stream().anyMatch(domain -> name.equals(domain) || name.endsWith("." + domain));
        }
    }

    /**
     * What a connection may be opened to.
     *
     * @param host as in a URL, without brackets
     * @param address that it has been resolved to
     */
    boolean permits(String host, InetAddress address, int port);

    /** False where resolving the name is no use, whatever it would resolve to. */
    default boolean mayPermit(String host, int port) {
        return !METADATA_NAMES.contains(plain(host));
    }

    /** For a host that someone else resolves, a proxy: all that can be judged is what is written. */
    default boolean permitsUnresolved(String host, int port) {
        return mayPermit(host, port)
                && written(host).map(address -> permits(host, address, port)).orElse(true);
    }

    /**
     * {@code open}, {@code cluster}, or a list of domains, addresses and networks parted by commas. Empty for what is none of them.
     *
     * @param own addresses of this machine
     */
    static Optional<Egress> parse(String text, Set<InetAddress> own) {
        return switch (text.strip()) {
            case "open" -> Optional.of(new Open());
            case "cluster" -> Optional.of(new Cluster(own));
            case String list -> parseList(list, new Cluster(own));
        };
    }

    private static Optional<Egress> parseList(String list, Cluster otherwise) {
        var entries = Arrays.stream(list.split(",", -1))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .toList();
        var networks =
                entries.stream().flatMap(entry -> Network.parse(entry).stream()).toList();
        var domains = entries.stream()
                .filter(entry -> Network.parse(entry).isEmpty())
                .map(entry -> entry.replaceFirst("^(\\*?\\.)", ""))
                .toList();
        return domains.stream().allMatch(domain -> domain.matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.?"))
                ? Optional.of(new Only(domains.stream().map(Egress::plain).toList(), networks, otherwise))
                : Optional.empty();
    }

    private static boolean isMetadata(InetAddress address) {
        var kind = AddressKind.of(address);
        return kind == AddressKind.LINK_LOCAL || kind == AddressKind.METADATA;
    }

    /** Also in the ways in which old resolvers take a number, {@code 0x7f.1}: whoever dials may use one. */
    private static Optional<InetAddress> written(String host) {
        try {
            return Optional.of(Inet4Address.ofPosixLiteral(plain(host)));
        } catch (IllegalArgumentException _) {
            return Network.literal(host);
        }
    }

    private static String plain(String host) {
        var lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}

package dev.dromos.nodes.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What an address is good for. An IPv6 address that carries an IPv4 one is of that one's kind: there are hosts that send it there. */
enum AddressKind {
    LINK_LOCAL,
    /** The services by which a cloud tells a machine its credentials, where they are not link-local. */
    METADATA,
    /** {@code 0.0.0.0} too: Linux takes it for loopback. */
    LOOPBACK,
    /** Nobody's alone, or nobody's yet. */
    MULTICAST,
    ORDINARY;

    private record Range(AddressKind kind, Network network) {
        private static final List<Range> ALL = Stream.of(
                        all(LINK_LOCAL, "169.254.0.0/16", "fe80::/10"),
                        all(METADATA, "100.100.100.200", "168.63.129.16", "192.0.0.192"),
                        all(METADATA, "fd00:ec2::254", "fd20:ce::254"),
                        all(LOOPBACK, "127.0.0.0/8", "0.0.0.0/8", "::1", "::"),
                        all(MULTICAST, "224.0.0.0/4", "240.0.0.0/4", "ff00::/8", "fec0::/10"))
                .flatMap(List::stream)
                .toList();

        private static List<Range> all(AddressKind kind, String... networks) {
            return Stream.of(networks)
                    .map(network -> new Range(kind, Network.of(network)))
                    .toList();
        }
    }

    /** Where the IPv4 address begins in a network whose addresses carry one: compatible, translated, NAT64, 6to4. */
    private record Carrier(Network network, int from) {
        private static final List<Carrier> ALL = List.of(
                new Carrier(Network.of("::/96"), 12),
                new Carrier(Network.of("::ffff:0:0:0/96"), 12),
                new Carrier(Network.of("64:ff9b::/96"), 12),
                new Carrier(Network.of("2002::/16"), 2));
    }

    private static final int IPV4_BYTES = 4;

    static AddressKind of(InetAddress address) {
        var own = named(address);
        return own == ORDINARY ? carried(address) : own;
    }

    private static AddressKind named(InetAddress address) {
        return Range.ALL.stream()
                .filter(range -> range.network().contains(address))
                .map(Range::kind)
                .findFirst()
                .orElse(ORDINARY);
    }

    private static AddressKind carried(InetAddress address) {
        if (address instanceof Inet4Address) {
            return ORDINARY;
        }
        return Carrier.ALL.stream()
                .filter(carrier -> carrier.network().contains(address))
                .map(carrier -> named(ipv4(address.getAddress(), carrier.from())))
                .findFirst()
                .orElse(ORDINARY);
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        return Network.address(Arrays.copyOfRange(bytes, from, from + IPV4_BYTES));
    }
}

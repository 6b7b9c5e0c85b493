package dev.dromos.nodes.proxy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One entry of {@code NO_PROXY}. */
public sealed interface NoProxy {

    /**
     * True when a target is reached directly.
     *
     * @param host lower case, without brackets
     */
    boolean covers(String host, int port);

    /** {@code *}. */
    record Everything() implements NoProxy {
        @Override
        public boolean covers(String host, int port) {
            return true;
        }
    }

    /**
     * A domain.
     *
     * @param domain lower case, without a leading dot
     * @param withItself {@code a.b} covers itself and what is below it, {@code .a.b} and {@code *.a.b} only the latter
     * @param onlyPort zero for every port
     */
    record Domain(String domain, boolean withItself, int onlyPort) implements NoProxy {
        @Override
        public boolean covers(String host, int port) {
            var named = host.endsWith("." + domain) || (withItself && host.equals(domain));
            return named && (onlyPort == 0 || onlyPort == port);
        }
    }

    /** An address or a network, {@code 10.0.0.0/8}. */
    record Network(String address, int prefix, int onlyPort) implements NoProxy {
        @Override
        public boolean covers(String host, int port) {
            var network = IpAddress.parse(address).orElseThrow();
            return (onlyPort == 0 || onlyPort == port)
                    && IpAddress.parse(host)
                            .filter(ip -> network.sharesPrefix(ip, prefix))
                            .isPresent();
        }
    }

    /** @param list parted by commas; an entry that makes no sense is passed over, as in Go */
    static List<NoProxy> parseAll(String list) {
        return Arrays.stream(list.split(","))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .flatMap(NoProxy::parse)
                .toList();
    }

    private static Stream<NoProxy> parse(String entry) {
        if (entry.isEmpty()) {
            return Stream.empty();
        }
        if (entry.equals("*")) {
            return Stream.of(new Everything());
        }
        return network(entry).or(() -> host(entry)).stream();
    }

    private static Optional<NoProxy> network(String entry) {
        var slash = entry.lastIndexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        var prefix = entry.substring(slash + 1);
        var address = entry.substring(0, slash);
        return IpAddress.parse(address)
                .filter(ip -> prefix.matches("\\d{1,3}") && Integer.parseInt(prefix) <= ip.bits())
                .map(_ -> new Network(address, Integer.parseInt(prefix), 0));
    }

    private static Optional<NoProxy> host(String entry) {
        var parts = Pattern.compile("\\[?(?<host>.*?)]?(?::(?<port>\\d{1,5}))?").matcher(entry);
        var alone = IpAddress.parse(entry);
        if (alone.isPresent()) {
            return alone.map(ip -> new Network(entry, ip.bits(), 0));
        }
        if (!parts.matches()) {
            return Optional.empty();
        }
        var host = parts.group("host");
        var port = parts.group("port") == null ? 0 : Integer.parseInt(parts.group("port"));
        return IpAddress.parse(host)
                .<NoProxy>map(ip -> new Network(host, ip.bits(), port))
                .or(() -> domain(host, port));
    }

    private static Optional<NoProxy> domain(String host, int port) {
        var below = host.startsWith("*.") ? host.substring(1) : host;
        var name = below.startsWith(".") ? below.substring(1) : below;
        return name.isEmpty() ? Optional.empty() : Optional.of(new Domain(name, !below.startsWith("."), port));
    }
}

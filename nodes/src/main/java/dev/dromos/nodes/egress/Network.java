package dev.dromos.nodes.egress;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * The addresses that begin alike, {@code 10.0.0.0/8}.
 *
 * @param prefix bits that count
 */
public record Network(InetAddress address, int prefix) {

    /** An address or a network in numbers; asks no name server. Empty for what is neither. */
    public static Optional<Network> parse(String text) {
        var slash = text.indexOf('/');
        return literal(slash < 0 ? text : text.substring(0, slash)).flatMap(address -> {
            var bits = bits(address);
            var prefix = slash < 0 ? Integer.toString(bits) : text.substring(slash + 1);
            return prefix.matches("\\d{1,3}") && Integer.parseInt(prefix) <= bits
                    ? Optional.of(new Network(address, Integer.parseInt(prefix)))
                    : Optional.empty();
        });
    }

    /** The address that a host written in numbers is, whatever its zone. */
    static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host.split("%", 2)[0]));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** One of ours, so it must be right. */
    static Network of(String text) {
        return parse(text).orElseThrow();
    }

    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, found %d".formatted(bytes.length), e);
        }
    }

    public boolean contains(InetAddress other) {
        int bits = bits(address);
        return bits == bits(other)
                && number(other)
                        .shiftRight(bits - prefix)
                        .equals(number(address).shiftRight(bits - prefix));
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}

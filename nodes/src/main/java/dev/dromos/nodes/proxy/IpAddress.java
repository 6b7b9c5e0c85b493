package dev.dromos.nodes.proxy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/** An address written as numbers; parsing one never asks a name server. */
record IpAddress(InetAddress address) {

    static Optional<IpAddress> parse(String text) {
        try {
            return Optional.of(new IpAddress(InetAddress.ofLiteral(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    boolean isLoopback() {
        return address.isLoopbackAddress();
    }

    int bits() {
        return address.getAddress().length * 8;
    }

    /** @param prefix bits that count, at most {@link #bits()} */
    boolean sharesPrefix(IpAddress other, int prefix) {
        return bits() == other.bits()
                && number().shiftRight(bits() - prefix).equals(other.number().shiftRight(bits() - prefix));
    }

    private BigInteger number() {
        return new BigInteger(1, address.getAddress());
    }
}

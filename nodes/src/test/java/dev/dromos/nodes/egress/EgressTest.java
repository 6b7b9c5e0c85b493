package dev.dromos.nodes.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T2: what a step's server may be. */
final class EgressTest {
    private static final InetAddress OWN = InetAddress.ofLiteral("10.1.2.3");
    private static final InetAddress OTHER = InetAddress.ofLiteral("10.1.2.4");

    @ParameterizedTest
    @DisplayName("T2 the address that a name resolves to decides")
    @CsvSource({
        "10.0.0.1,               true,  true",
        "192.168.1.1,            true,  true",
        "8.8.8.8,                true,  true",
        "2001:db8::1,            true,  true",
        "fd00::1,                true,  true",
        "::ffff:10.0.0.1,        true,  true",
        "64:ff9b::808:808,       true,  true",
        "127.0.0.1,              true,  false",
        "127.255.255.254,        true,  false",
        "::1,                    true,  false",
        "::,                     true,  false",
        "0.0.0.0,                true,  false",
        "0.1.2.3,                true,  false",
        "::ffff:127.0.0.1,       true,  false",
        "::127.0.0.1,            true,  false",
        "64:ff9b::7f00:1,        true,  false",
        "2002:7f00:1::,          true,  false",
        "224.0.0.1,              true,  false",
        "239.255.255.250,        true,  false",
        "255.255.255.255,        true,  false",
        "240.0.0.1,              true,  false",
        "ff02::1,                true,  false",
        "fec0::1,                true,  false",
        "169.254.169.254,        false, false",
        "169.254.170.2,          false, false",
        "169.254.0.1,            false, false",
        "::ffff:169.254.169.254, false, false",
        "::169.254.169.254,      false, false",
        "::ffff:0:169.254.169.254, false, false",
        "64:ff9b::a9fe:a9fe,     false, false",
        "2002:a9fe:a9fe::,       false, false",
        "fe80::1,                false, false",
        "febf::1,                false, false",
        "fd00:ec2::254,          false, false",
        "fd20:ce::254,           false, false",
        "100.100.100.200,        false, false",
        "168.63.129.16,          false, false",
        "192.0.0.192,            false, false"
    })
    void theAddressDecides(String literal, boolean open, boolean cluster) {
        var address = InetAddress.ofLiteral(literal);

        assertThat(new Egress.Open().permits("name", address, 80)).isEqualTo(open);
        assertThat(new Egress.Cluster(Set.of()).permits("name", address, 80)).isEqualTo(cluster);
    }

    @ParameterizedTest
    @DisplayName("T2 what only a proxy resolves is judged as it is written")
    @CsvSource({
        "models,                   true,  true",
        "models.svc.cluster.local, true,  true",
        "10.0.0.1,                 true,  true",
        "xn--bcher-kva.example,    true,  true",
        "localhost,                true,  false",
        "LOCALHOST.,               true,  false",
        "any.localhost,            true,  false",
        "127.1,                    true,  false",
        "0x7f.1,                   true,  false",
        "0x7F000001,               true,  false",
        "2130706433,               true,  false",
        "017700000001,             true,  false",
        "0177.0.0.1,               true,  false",
        "127.0.0.1.,               true,  false",
        "0,                        true,  false",
        "::1,                      true,  false",
        "::ffff:7f00:1,            true,  false",
        "metadata,                 false, false",
        "Metadata.Google.Internal, false, false",
        "metadata.google.internal., false, false",
        "instance-data,            false, false",
        "2852039166,               false, false",
        "0xa9fea9fe,               false, false",
        "0xa9.0xfe.0xa9.0xfe,      false, false",
        "0251.0376.0251.0376,      false, false",
        "169.254.43518,            false, false",
        "::ffff:a9fe:a9fe,         false, false",
        "fe80::1%eth0,             false, false"
    })
    void whatIsWrittenDecides(String host, boolean open, boolean cluster) {
        assertThat(new Egress.Open().permitsUnresolved(host, 80)).isEqualTo(open);
        assertThat(new Egress.Cluster(Set.of()).permitsUnresolved(host, 80)).isEqualTo(cluster);
    }

    @ParameterizedTest
    @DisplayName("T2 in a cluster, what runs beside the router in its pod is out of reach, at any other pod it is not")
    @ValueSource(ints = {15_000, 9090, 8012, 8013, 8022})
    void thePodsOwnPorts(int port) {
        var cluster = parsed("cluster");

        assertThat(cluster.permits("me", OWN, port)).isFalse();
        assertThat(cluster.permits("me", OWN, 8080)).isTrue();
        assertThat(cluster.permits("other", OTHER, port)).isTrue();
        assertThat(new Egress.Open().permits("me", OWN, port)).isTrue();
    }

    @Test
    @DisplayName("T2 a list permits its domains and what is below them, and what is in its networks")
    void aListPermitsWhatItNames() {
        var list = parsed("models.svc.cluster.local, *.example.com , 10.9.0.0/16, fd12::/16");

        assertThat(list.permits("models.svc.cluster.local", OTHER, 80)).isTrue();
        assertThat(list.permits("a.Models.svc.cluster.local.", OTHER, 80)).isTrue();
        assertThat(list.permits("a.example.com", OTHER, 80)).isTrue();
        assertThat(list.permits("anything", InetAddress.ofLiteral("10.9.200.1"), 80))
                .isTrue();
        assertThat(list.permits("anything", InetAddress.ofLiteral("fd12::7"), 80))
                .isTrue();
        assertThat(list.permits("notmodels.svc.cluster.local.evil", OTHER, 80)).isFalse();
        assertThat(list.permits("evilexample.com", OTHER, 80)).isFalse();
        assertThat(list.permits("a.example.com", InetAddress.ofLiteral("127.0.0.1"), 80))
                .isFalse();
        assertThat(list.permits("a.example.com", OWN, 15_000)).isFalse();
        assertThat(list.mayPermit("anything", 80)).isTrue();
        assertThat(parsed("example.com").mayPermit("anything", 80)).isFalse();
        assertThat(list.permitsUnresolved("anything", 80)).isFalse();
        assertThat(list.permitsUnresolved("a.example.com", 80)).isTrue();
        assertThat(list.permitsUnresolved("10.9.0.1", 80)).isTrue();
    }

    @Test
    @DisplayName("T2 a network may name loopback, and never a metadata service")
    void noListPermitsMetadata() {
        var all = parsed("0.0.0.0/0,::/0,metadata.google.internal");

        assertThat(all.permits("any", InetAddress.ofLiteral("127.0.0.1"), 80)).isTrue();
        assertThat(all.permits("any", InetAddress.ofLiteral("169.254.169.254"), 80))
                .isFalse();
        assertThat(all.permits("any", InetAddress.ofLiteral("fe80::1"), 80)).isFalse();
        assertThat(all.mayPermit("metadata.google.internal", 80)).isFalse();
    }

    @ParameterizedTest
    @DisplayName("what is no list is refused")
    @ValueSource(strings = {"", ",", "a,,b", "10.0.0.0/33", "a b", "http://a", "a:80", "*", "-/8"})
    void whatIsNoList(String text) {
        assertThat(Egress.parse(text, Set.of())).isEmpty();
    }

    private static Egress parsed(String text) {
        return Egress.parse(text, Set.of(OWN)).orElseThrow();
    }
}

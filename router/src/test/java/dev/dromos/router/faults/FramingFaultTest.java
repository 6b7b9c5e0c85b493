package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.testing.FakeModelServer;
import dev.dromos.router.contract.TestBed;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests whose borders two servers could see in different places. Each is followed by a second request, which must not run, and
 * is refused before a step is called.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FramingFaultTest {
    private static final String LINE = "POST / HTTP/1.1\r\n";
    private static final String HEAD = LINE + "Host: graph.test\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: graph.test\r\n\r\n";

    private final TestBed bed = new TestBed();
    private final FakeModelServer model = bed.model("m1", 200, "{}");

    @RegisterExtension
    final Unharmed unharmed = Unharmed.sharing(bed);

    @BeforeAll
    void serve() throws Exception {
        bed.serve("nodes: {root: {routerType: Sequence, steps: [{serviceUrl: \"${m1}\"}]}}");
    }

    @AfterAll
    void stop() throws Exception {
        bed.stop();
    }

    static Stream<Arguments> probes() {
        return Stream.of(
                probe("length and chunked", HEAD + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                probe("chunked and length", HEAD + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
                probe("TE xchunked", encoded("xchunked")),
                probe("TE identity", encoded("identity")),
                probe("TE gzip, chunked", encoded("gzip, chunked")),
                probe("TE chunked, gzip", encoded("chunked, gzip")),
                probe("TE chunked, chunked", encoded("chunked, chunked")),
                probe("TE in quotes", encoded("\"chunked\"")),
                probe("TE behind a vertical tab", encoded("\u000bchunked")),
                probe("TE with a parameter", encoded("chunked;q=1")),
                probe("TE empty", encoded("")),
                probe("TE twice", HEAD + "Transfer-Encoding: chunked\r\n" + coding("chunked")),
                probe("TE twice, two codings", HEAD + "Transfer-Encoding: identity\r\n" + coding("chunked")),
                probe("TE in HTTP/1.0", encoded("chunked").replace("HTTP/1.1", "HTTP/1.0")),
                probe("length +2", length("+2")),
                probe("length 2, 2", length("2, 2")),
                probe("length 2 2", length("2 2")),
                probe("length 0x2", length("0x2")),
                probe("length -2", length("-2")),
                probe("length beyond a long", length("18446744073709551618")),
                probe("length empty", length("")),
                probe("length twice, alike", HEAD + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"),
                probe("length twice, unlike", HEAD + "Content-Length: 2\r\nContent-Length: 0\r\n\r\n{}"),
                probe("space before colon", HEAD + "Content-Length : 2\r\n\r\n{}"),
                probe("tab before colon", HEAD + "Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n"),
                probe("bare LF between headers", HEAD + "A: b\nContent-Length: 2\r\n\r\n{}"),
                probe("bare LF after the request line", "POST / HTTP/1.1\nHost: graph.test\r\n\r\n"),
                probe("bare CR in a value", HEAD + "A: b\rContent-Length: 2\r\n\r\n{}"),
                probe("NUL in a value", HEAD + "A: b\u0000c\r\n\r\n"),
                probe("NUL in a name", HEAD + "A\u0000b: c\r\n\r\n"),
                probe("line without a colon", HEAD + "Abc\r\n\r\n"),
                probe("header without a name", HEAD + ": b\r\n\r\n"),
                probe("folded coding", HEAD + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
                probe("folded header", HEAD + "A: b\r\n\tc\r\n\r\n"),
                probe("NUL in a folded header", HEAD + "A: b\r\n c\u0000d\r\n\r\n"),
                probe("NUL before a fold", HEAD + "A: b\u0000\r\n c\r\n\r\n"),
                probe("NUL that begins a line", HEAD + "A: b\r\n\u0000c: d\r\n\r\n"),
                probe("header with a name of spaces", HEAD + "A: b\r\n  : c\r\n\r\n"),
                probe("first header without a name", LINE + ": b\r\nHost: graph.test\r\n\r\n"),
                probe("space before the first header", LINE + " Host: graph.test\r\n\r\n"),
                probe("chunk size zz", CHUNKED + "zz\r\n{}\r\n0\r\n\r\n"),
                probe("chunk size -2", CHUNKED + "-2\r\n{}\r\n0\r\n\r\n"),
                probe("chunk size 0x2", CHUNKED + "0x2\r\n{}\r\n0\r\n\r\n"),
                probe("chunk size empty", CHUNKED + "\r\n{}\r\n0\r\n\r\n"),
                probe("chunk size beyond an int", CHUNKED + "100000002\r\n{}\r\n0\r\n\r\n"),
                probe("bare LF in a chunk extension", CHUNKED + "2;a\nb\r\n{}\r\n0\r\n\r\n"),
                probe("bare LF after a chunk size", CHUNKED + "2\n{}\r\n0\r\n\r\n"),
                probe("chunk longer than its size", CHUNKED + "2\r\n{}{}\r\n0\r\n\r\n"),
                probe("Host twice, alike", HEAD + "Host: graph.test\r\n\r\n"),
                probe("Host twice, unlike", HEAD + "Host: other.test\r\n\r\n"),
                probe("no Host", LINE + "\r\n"),
                probe("absolute form, another host", "GET http://other.test/ HTTP/1.1\r\nHost: graph.test\r\n\r\n"),
                probe("absolute form, a user", "GET http://a@graph.test/ HTTP/1.1\r\nHost: graph.test\r\n\r\n"),
                probe("another scheme", "GET ftp://graph.test/ HTTP/1.1\r\nHost: graph.test\r\n\r\n"),
                probe("no slash", "GET graph HTTP/1.1\r\nHost: graph.test\r\n\r\n"),
                probe("asterisk", "GET * HTTP/1.1\r\nHost: graph.test\r\n\r\n"),
                probe("CONNECT", "CONNECT graph.test:80 HTTP/1.1\r\nHost: graph.test:80\r\n\r\n"),
                probe("TRACE", "TRACE / HTTP/1.1\r\nHost: graph.test\r\n\r\n"),
                probe("a word too many", "GET / x HTTP/1.1\r\nHost: graph.test\r\n\r\n"));
    }

    private static Arguments probe(String name, String bytes) {
        return Arguments.of(name, bytes);
    }

    private static String encoded(String coding) {
        return HEAD + coding(coding);
    }

    private static String coding(String coding) {
        return "Transfer-Encoding: " + coding + "\r\n\r\n0\r\n\r\n";
    }

    private static String length(String length) {
        return HEAD + "Content-Length: " + length + "\r\n\r\n{}";
    }

    @ParameterizedTest(name = "B14 {0}")
    @DisplayName("B14 T6 what could be read as two different requests is refused, and its connection closed")
    @MethodSource("probes")
    void refusesWhatIsAmbiguous(String name, String bytes) throws Exception {
        try (var wire = bed.open()) {
            int before = model.requests().size();

            wire.send(bytes + SMUGGLED);

            assertThat(wire.reply().status()).as(name).isEqualTo(400);
            assertThat(wire.isClosedByRouter()).isTrue();
            assertThat(model.requests()).hasSize(before);
        }
    }

    static Stream<Arguments> wellFormed() {
        return Stream.of(
                probe("any case", HEAD + "tRANSFER-eNCODING: CHUNKED\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
                probe("chunk extension", CHUNKED + "2;a=b\r\n{}\r\n0\r\n\r\n"),
                probe("trailers", CHUNKED + "2\r\n{}\r\n0\r\nA: b\r\nContent-Length: 9\r\n\r\n"),
                probe("absolute form", "GET http://GRAPH.test/a HTTP/1.1\r\nHost: graph.test\r\n\r\n"),
                probe("an empty line first", "\r\nGET / HTTP/1.1\r\nHost: graph.test\r\n\r\n"),
                probe("asterisk", "OPTIONS * HTTP/1.1\r\nHost: graph.test\r\n\r\n"),
                probe("spaces around a value", HEAD + "Content-Length: \t2 \r\n\r\n{}"));
    }

    @ParameterizedTest(name = "B14 but {0} is not ambiguous")
    @DisplayName("B14 what can be read in one way only is served, and so is the request behind it")
    @MethodSource("wellFormed")
    void servesWhatIsNot(String name, String bytes) throws Exception {
        try (var wire = bed.open()) {

            wire.send(bytes + SMUGGLED);

            wire.reply().is(200, "{}");
            wire.reply().is(200, "{}");
        }
    }

    @ParameterizedTest(name = "B14 {0} bytes at a time")
    @DisplayName("B14 a folded header is noticed however the head is cut into packets")
    @ValueSource(ints = {1, 7})
    void noticesAFoldBetweenPackets(int size) throws Exception {
        try (var wire = bed.open()) {
            var bytes = HEAD + "A: b\r\n c\r\n\r\n";

            for (int i = 0; i < bytes.length(); i += size) {
                wire.send(bytes.substring(i, Math.min(bytes.length(), i + size)));
            }

            assertThat(wire.reply().status()).isEqualTo(400);
            assertThat(wire.isClosedByRouter()).isTrue();
        }
    }

    static Stream<Arguments> tooLarge() {
        return Stream.of(
                Arguments.of("a target of 5 000 bytes", "GET /%s HTTP/1.1\r\n\r\n".formatted("a".repeat(5_000)), 414),
                Arguments.of("a header of 20 000 bytes", HEAD + "A: %s\r\n\r\n".formatted("a".repeat(20_000)), 431),
                Arguments.of("101 headers", HEAD + "A: b\r\n".repeat(100) + "\r\n", 431));
    }

    @ParameterizedTest(name = "B9 {0}")
    @DisplayName("B9 a head that is too large is refused")
    @MethodSource("tooLarge")
    void refusesALargeHead(String name, String bytes, int status) throws Exception {
        try (var wire = bed.open()) {

            wire.send(bytes);

            assertThat(wire.reply().status()).as(name).isEqualTo(status);
            assertThat(wire.isClosedByRouter()).isTrue();
        }
    }

    @ParameterizedTest(name = "B17 {0}")
    @DisplayName("B17 no other version of HTTP is spoken")
    @ValueSource(
            strings = {"GET / HTTP/3.7", "GET / HTTP/2.0", "GET / HTTP/0.9", "GET /", "GET / ICY/1.1", "PRI * HTTP/2.0"
            })
    void speaksNoOtherVersion(String line) throws Exception {
        try (var wire = bed.open()) {
            int before = model.requests().size();

            wire.send(line + "\r\nHost: graph.test\r\n\r\n");

            assertThat(wire.reply().status()).isIn(400, 501, 505);
            assertThat(wire.isClosedByRouter()).isTrue();
            assertThat(model.requests()).hasSize(before);
        }
    }

    @ParameterizedTest(name = "B17 {0}")
    @DisplayName("B17 another protocol is answered in HTTP/1.1, whatever its name: nothing of the line comes back")
    @ValueSource(strings = {"ICY/1.1", "RTSP/1.0", "HTTP/9.9", "XSS/1.1", "HTTP/1.2"})
    void answersEveryProtocolInHttp(String protocol) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), bed.port())) {

            socket.getOutputStream()
                    .write("GET / %s\r\nHost: graph.test\r\n\r\n"
                            .formatted(protocol)
                            .getBytes(StandardCharsets.US_ASCII));

            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).matches("(?s)HTTP/1\\.[01] (400|505) .*").doesNotContain(protocol);
        }
    }

    @ParameterizedTest(name = "B17 {0}")
    @DisplayName("B17 HTTP/1.0 needs no Host, and ends with its answer")
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void speaksHttp10(String method) throws Exception {
        try (var wire = bed.open()) {

            wire.send("%s / HTTP/1.0\r\n\r\n".formatted(method.toUpperCase(Locale.ROOT)));

            assertThat(wire.reply().status()).isEqualTo(200);
            assertThat(wire.isClosedByRouter()).isTrue();
        }
    }

    @ParameterizedTest(name = "B15 {0}")
    @DisplayName("B15 HTTP/2 is off: an upgrade is ignored")
    @ValueSource(strings = {"h2c", "websocket"})
    void ignoresAnUpgrade(String protocol) throws Exception {
        try (var wire = bed.open()) {

            wire.send("GET / HTTP/1.1\r\nHost: graph.test\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: "
                    + protocol + "\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n");

            wire.reply().is(200, "{}");
        }
    }

    @Test
    @DisplayName(
            "B15 HTTP/2 is off: a preface is refused in HTTP/1.1, no frame is read or sent, and the connection is closed")
    void refusesAPreface() throws Exception {
        var emptySettings = "\0\0\0\4\0\0\0\0\0";
        try (var wire = bed.open()) {
            int before = model.requests().size();

            wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + emptySettings + SMUGGLED);

            assertThat(wire.reply().status()).isEqualTo(505);
            assertThat(wire.isClosedByRouter()).isTrue();
            assertThat(model.requests()).hasSize(before);
        }
    }
}

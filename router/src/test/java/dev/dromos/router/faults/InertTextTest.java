package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.contract.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Text from a graph or a client stays the text that it is: nobody reads an expression, a placeholder, a bean's name, a line of the
 * log or a Camel header out of it (C16; threats T1, T4, T5, T12 to T14, T18).
 */
final class InertTextTest {
    /** A value that nothing but an evaluated text can bring to light. */
    private static final String CANARY = "canary-7f3a91";

    private static final String PROPERTY = "dromos.test.canary";
    private static final String VARIABLE = "DROMOS_TEST_CANARY";
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    @Order(1)
    final TestBed bed = new TestBed();

    @RegisterExtension
    @Order(2)
    final Unharmed unharmed = new Unharmed(bed);

    @RegisterExtension
    @Order(3)
    final Routers routers = new Routers(bed);

    @TempDir
    Path directory;

    @BeforeEach
    void hideTheCanary() {
        System.setProperty(PROPERTY, CANARY);
    }

    @AfterEach
    void freeTheCanary() {
        System.clearProperty(PROPERTY);
    }

    static Stream<String> hostileTexts() {
        return Stream.of(
                "${sys." + PROPERTY + "}",
                "${sys:" + PROPERTY + "}",
                "$simple{sys." + PROPERTY + "}",
                "{{sys:" + PROPERTY + "}}",
                "{{" + PROPERTY + "}}",
                "{{?" + PROPERTY + "}}",
                "${env." + VARIABLE + "}",
                "${env:" + VARIABLE + "}",
                "{{env:" + VARIABLE + "}}",
                "{{{{env:" + VARIABLE + "}}}}",
                "${bean:type:java.lang.System?method=getProperty('" + PROPERTY + "')}",
                "${type:java.lang.System.getenv(" + VARIABLE + ")}",
                "#bean:dromos",
                "#class:java.lang.Object",
                "RAW({{" + PROPERTY + "}})",
                "${jndi:ldap://127.0.0.1:1/x}",
                "%s%n%x{" + PROPERTY + "}",
                "it's \"quoted\" \\ back",
                "two\nlines\r\n{\"level\":\"ERROR\"}",
                "a/../b?c=d&e#f",
                "\u0085\u2028\ud83d\ude00é\u001b[31m");
    }

    @ParameterizedTest(name = "C16 {0}")
    @DisplayName("C16 T4 T5 names, conditions, URLs, headers and bodies are inert, whatever they look like")
    @MethodSource("hostileTexts")
    void textIsInert(String hostile) throws Exception {
        var echo = bed.modelRunning(
                "echo", request -> Answer.of(200, List.of(), request.body().dangerouslySharedBytes()));
        bed.propagating("X-.*").serve(graph(hostile));
        var body = "{\"text\":" + quoted(hostile) + "}";
        var header = hostile.replaceAll("[^ -~]", "_");

        var reply = bed.send(Request.post(body).header("X-Text", header));

        var key = quoted(hostile);
        var member = JSON.readTree(reply.body().toString()).path(hostile);
        assertThat(reply.status()).as("%s of %s", reply, key).isEqualTo(200);
        assertThat(member.path("text").textValue()).isEqualTo(hostile);
        assertThat(echo.requests()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.headers("X-Text")).isEqualTo(List.of(header));
            assertThat(request.body()).hasToString(body);
            assertThat(request.toString() + request.body()).doesNotContain(CANARY);
        });
        assertThat(reply.toString()).doesNotContain(CANARY);
        assertThat(unharmed.logged()).doesNotContain(CANARY);
    }

    /** The text as a node's name, a step's name, a part of a condition and, but for what no URL may have, of a URL. */
    private static String graph(String hostile) {
        return """
                nodes:
                  root:
                    routerType: Ensemble
                    steps:
                    - {name: %1$s, nodeName: %1$s}
                    - {name: url, serviceUrl: "${echo}/?q=x"}
                  %1$s:
                    routerType: Switch
                    steps:
                    - {serviceUrl: "${echo}/matched", condition: %2$s}
                    - {name: %1$s, serviceUrl: %3$s, condition: "@this"}
                """.formatted(
                        quoted(hostile),
                        quoted("text.#(x==\"" + hostile + "\")"),
                        quoted("${echo}/v1?q=" + hostile.replaceAll("[^ -~]|\\\\", "")));
    }

    @ParameterizedTest(name = "T1 {0}")
    @DisplayName(
            "T1 Camel's headers from a client change nothing and stay, in the head or the query, whatever the pattern")
    @ValueSource(
            strings = {
                "CamelHttpUri",
                "camelhttpuri",
                "cAmElHttpPath",
                "CAMELHTTPMETHOD",
                "CamelFileName",
                "org.apache.camel.x"
            })
    void camelHeadersAreHeaders(String name) throws Exception {
        var other = bed.model("other", 200, "{\"other\":1}");
        bed.model("m1", 200, "{\"m\":1}");
        bed.propagating(".*," + name)
                .serve("nodes: {root: {routerType: Sequence, steps: [{serviceUrl: \"${m1}/v1\"}]}}");
        var url = bed.filled("${other}/x");

        bed.send(Request.post("{}").header(name, url).header("X-Kept", "k")).is(200, "{\"m\":1}");
        bed.send(new Request(
                        "POST",
                        "/?" + name + "=" + url,
                        List.of(),
                        Request.post("{}").body()))
                .is(200, "{\"m\":1}");

        assertThat(other.requests()).isEmpty();
        assertThat(bed.models().get(1).requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.target()).isEqualTo("/v1");
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.headers(name)).isEmpty();
        });
        assertThat(bed.models().get(1).requests().getFirst().headers("X-Kept")).containsExactly("k");
    }

    @ParameterizedTest(name = "T12 {0}")
    @DisplayName("T12 patterns that take other engines for ever take time linear in the name")
    @ValueSource(strings = {"(.*a){12}$", "(a+)+$", "(a|aa)+$", "(a|a?)+$", "([a-zA-Z]+)*$", "(.*)*(.*)*(.*)*y"})
    void slowPatternsAreLinear(String pattern) throws Exception {
        bed.model("m1", 200, "{\"m\":1}");
        bed.propagating(Stream.generate(() -> pattern).limit(32).collect(Collectors.joining(",")))
                .serve("nodes: {root: {routerType: Sequence, steps: [{serviceUrl: \"${m1}\"}]}}");

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> bed.send(Request.post("{}").header("A" + "a".repeat(500) + "!", "v"))
                        .is(200, "{\"m\":1}"));
    }

    @Test
    @DisplayName("T14 no answer that the router makes itself says more than its fixed words")
    void errorsSayNothingOfTheInside() throws Exception {
        bed.unreachable("down");
        bed.model("broken", Answer.raw("java.lang.IllegalStateException: " + CANARY + "\r\n\r\n"));
        bed.serve("""
                nodes:
                  root:
                    routerType: Switch
                    steps:
                    - {serviceUrl: "${down}/secret?token=canary-7f3a91", condition: down}
                    - {serviceUrl: "${broken}/secret", condition: broken}
                    - {serviceUrl: "http://no-such-host.invalid/secret", condition: dns}
                    - {serviceUrl: "http://user:canary-7f3a91@{$odd}/", condition: odd}
                """);

        for (var body : List.of("{\"down\":1}", "{\"broken\":1}", "{\"dns\":1}", "{\"odd\":1}", "{}", "no JSON")) {
            assertSaysLittle(bed.post(body).toString());
        }
        for (var raw : List.of(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                "GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n")) {
            try (var wire = bed.open()) {
                wire.send(raw);
                assertSaysLittle(wire.reply().toString());
            }
        }
    }

    private static void assertSaysLittle(String reply) {
        assertThat(reply)
                .doesNotContain(
                        "java.",
                        "io.netty",
                        "io.vertx",
                        "Exception",
                        "\tat ",
                        "/home",
                        "127.0.0.1",
                        "invalid/",
                        CANARY);
    }

    /** A process with every request logged, and a secret in its environment. */
    @Test
    @DisplayName(
            "T4 T13 the log has one JSON object a line, nothing of bodies, headers or the environment, one line a bad request")
    void logIsLinesOfJsonWithoutSecrets() throws Exception {
        bed.model("echo", 200, "{\"m\":1}");
        var file = directory.resolve("graph.yaml");
        Files.writeString(
                file, bed.filled(graph("${env:" + VARIABLE + "}{{env:" + VARIABLE + "}}\n{\"level\":\"ERROR\"}")));
        var environment = Map.of(VARIABLE, CANARY, "DROMOS_LOG_LEVEL", "DEBUG", "PROPAGATE_HEADERS", "X-.*");
        var router = routers.serve(environment, List.of(), List.of("--graph-file", file.toString()));
        int port = router.port();
        int before = router.err().lines().toList().size();

        send(
                port,
                "POST /%0d%0a{\"level\":\"error\"} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer s3cret\r\n"
                        + "X-Request-Id: \u001b[31m\"s3cret\"\r\nX-Text: ${env:" + VARIABLE
                        + "}\r\nContent-Length: 10\r\n\r\n{\"s3cret\"}");
        var afterOne = router.err().lines().toList().size();
        for (int i = 0; i < 5; i++) {
            send(port, "POST / HTTP/1.1\r\nHost: a\r\nX: \u0000s3cret\r\nContent-Length: s3cret\r\n\r\n");
        }

        var log = router.err();
        assertThat(log).doesNotContain("s3cret", CANARY, "\u001b");
        assertThat(log.lines().skip(before))
                .allSatisfy(line -> assertThat(JSON.readTree(line).isObject()).isTrue());
        assertThat(log.lines().skip(afterOne).count()).isLessThanOrEqualTo(5);
        assertThat(bed.models().getFirst().requests().toString()).doesNotContain(CANARY);
    }

    @Test
    @DisplayName("T18 a router listens on its one port and on no other, and has no management there")
    void oneListener() throws Exception {
        bed.model("m1", 200, "{\"m\":1}");
        var router = routers.serve(bed.filled(Routers.sequenceOf("${m1}")));

        int port = router.port();

        assertThat(TcpSockets.of(router.pid()).listening()).containsExactly(port);
        for (var path : List.of("/observe/metrics", "/q/health", "/actuator", "/camel", "/jolokia", "/debug/pprof")) {
            router.ask(Request.of("GET", path)).is(200, "{\"m\":1}");
        }
    }

    private static void send(int port, String raw) throws IOException {
        try (var wire = Wire.to(port)) {
            wire.send(raw.getBytes(StandardCharsets.ISO_8859_1));
            wire.reply();
        }
    }

    /** As YAML and JSON write it in double quotes. */
    private static String quoted(String text) {
        return text.chars()
                .mapToObj(c ->
                        c == '"' || c == '\\' || c < ' ' || c > '~' ? "\\u%04x".formatted(c) : String.valueOf((char) c))
                .collect(Collectors.joining("", "\"", "\""));
    }
}

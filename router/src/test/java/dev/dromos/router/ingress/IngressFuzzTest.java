package dev.dromos.router.ingress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.nodes.call.Payload;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** B14: whatever bytes a client sends, then no more, to the server with its own settings. */
final class IngressFuzzTest {
    private static final Pattern HEAD = Pattern.compile("HTTP/1\\.[01] [1-5]\\d\\d [^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n");

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");
    private static final int PATIENCE_MILLIS = 10_000;

    /** Nothing else runs on this Vert.x, so whatever escapes a handler is the fault of the ingress. */
    private static final List<Throwable> ESCAPED = new CopyOnWriteArrayList<>();

    /** The bodies of the requests that ran, as ISO-8859-1. */
    private static final List<String> RUN = new CopyOnWriteArrayList<>();

    private static Vertx vertx;
    private static Ingress ingress;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx().exceptionHandler(ESCAPED::add);
        var minute = Duration.ofMinutes(1);
        var settings = new IngressSettings(
                "127.0.0.1",
                0,
                IngressLimits.DEFAULT.withRequestBytes(10_000),
                new IngressSettings.Times(minute, minute, minute),
                EdgeMeter.NONE,
                System::nanoTime);
        ingress = Ingress.listen(vertx, settings, _ -> Echo::new, 1).await();
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    @FuzzTest
    void onlyRequestsThatHaveOneReadingRun(byte[] data) throws IOException {
        RUN.clear();

        var answers = exchange(data);

        assertAreInOrder(StrictRequests.bodies(data), RUN);
        assertAreWholeAnswers(answers);
        assertThat(ESCAPED).isEmpty();
    }

    /** Not every request runs, but one that does is the next of those that were sent. */
    private static void assertAreInOrder(List<String> sent, List<String> run) {
        var next = sent.iterator();
        for (var body : run) {
            boolean found = false;
            while (!found && next.hasNext()) {
                found = next.next().equals(body);
            }
            assertThat(found).as("%s ran, of %s", run, sent).isTrue();
        }
    }

    /** Sends all, says that there is no more, and listens until the router closes too. */
    private static String exchange(byte[] data) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), ingress.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(data);
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            } catch (java.net.SocketException _) {
                return ""; // reset: it had heard enough
            }
        }
    }

    /** Head and body of each, with nothing between or behind them; a HEAD request's has no body, so its length is not asked. */
    private static void assertAreWholeAnswers(String answers) {
        var rest = answers;
        while (!rest.isEmpty()) {
            var head = HEAD.matcher(rest);
            assertThat(head.lookingAt()).as(rest).isTrue();
            var length = LENGTH.matcher(head.group());
            rest = rest.substring(head.end());
            if (length.find() && !HEAD.matcher(rest).lookingAt()) {
                rest = rest.substring(Math.min(rest.length(), Integer.parseInt(length.group(1))));
            }
        }
    }

    /** Answers each request with its own body. */
    private static final class Echo implements Entry {
        @Override
        public Future<StepResult> run(Payload body, RequestContext request) {
            RUN.add(new String(body.dangerouslySharedBytes(), ISO_8859_1));
            return Future.succeededFuture(new StepResult.Answered(200, body));
        }

        @Override
        public Duration deadline() {
            return Duration.ofMinutes(1);
        }

        @Override
        public ErrorStatus errorStatus() {
            return ErrorStatus.PRECISE;
        }

        @Override
        public HeaderPropagation propagation() {
            return HeaderPropagation.parse(".*");
        }

        @Override
        public boolean takesClientTimeout() {
            return true;
        }
    }
}

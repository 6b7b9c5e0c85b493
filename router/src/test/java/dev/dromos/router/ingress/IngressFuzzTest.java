package dev.dromos.router.ingress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.Scheduler;
import dev.dromos.nodes.call.StepResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
                Scheduler.of(vertx));
        ingress = Ingress.listen(vertx, settings, _ -> Echo::new, 1).await();
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    @FuzzTest
    void onlyRequestsThatHaveOneReadingRun(byte[] data) throws IOException {
        RUN.clear();

        var heard = exchange(data);
        awaitSilence(); // so that what runs late is not taken for a part of the next input

        assertAreInOrder(StrictRequests.bodies(data), RUN);
        assertAreAnswers(heard, new String(data, ISO_8859_1).contains("HEAD "));
        assertThat(ESCAPED).isEmpty();
    }

    private static void awaitSilence() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (ingress.load().connections() + ingress.load().requests() > 0) {
            assertThat(System.nanoTime()).as("a connection is left").isLessThan(end);
            LockSupport.parkNanos(20_000);
        }
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

    /**
     * What came back.
     *
     * @param reset whether the router had heard enough before it had heard all, so that the end of its answers may be lost
     */
    private record Heard(String answers, boolean reset) {}

    /** Sends all, says that there is no more, and listens until the router closes too. */
    private static Heard exchange(byte[] data) throws IOException {
        var heard = new ByteArrayOutputStream();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), ingress.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(data);
            socket.shutdownOutput();
            socket.getInputStream().transferTo(heard);
            return new Heard(heard.toString(ISO_8859_1), false);
        } catch (java.net.SocketException _) {
            return new Heard(heard.toString(ISO_8859_1), true);
        }
    }

    /**
     * Heads with their bodies, nothing between or behind them, and all of them whole but what a reset has cut off.
     *
     * @param mayBeHeads whether some may be answers to HEAD, which announce a body and have none
     */
    private static void assertAreAnswers(Heard heard, boolean mayBeHeads) {
        var rest = heard.answers();
        while (!rest.isEmpty()) {
            var head = HEAD.matcher(rest);
            boolean found = head.lookingAt();
            assertThat(found || (heard.reset() && !rest.contains("\r\n\r\n")))
                    .as(rest)
                    .isTrue();
            int end = found ? head.end() : rest.length();
            int body = found ? bodyLength(head.group()) : 0;
            if (mayBeHeads
                    && (end == rest.length()
                            || HEAD.matcher(rest.substring(end)).lookingAt())) {
                body = 0;
            }
            assertThat(heard.reset() || end + body <= rest.length()).as(rest).isTrue();
            rest = rest.substring(Math.min(rest.length(), end + body));
        }
    }

    private static int bodyLength(String head) {
        var length = LENGTH.matcher(head);
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
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

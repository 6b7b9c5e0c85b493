package dev.dromos.nodes.simulation;

import dev.dromos.graph.Fallback;
import dev.dromos.graph.Hedge;
import dev.dromos.graph.Policy;
import dev.dromos.graph.Retry;
import dev.dromos.graph.Retry.Cause;
import dev.dromos.graph.Retry.Cause.Fault;
import dev.dromos.graph.Retry.Cause.Status;
import dev.dromos.nodes.simulation.Incident.Capacity;
import dev.dromos.nodes.simulation.Incident.Span;
import dev.dromos.nodes.simulation.Replica.Behaviour;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What has happened to somebody. */
final class Incidents {
    private static final Duration MS_20 = Duration.ofMillis(20);
    private static final Duration MS_200 = Duration.ofMillis(200);
    private static final Behaviour WELL = new Behaviour.Answers(200, MS_20);
    private static final Capacity AMPLE = new Capacity(1000, 1000);
    private static final Hedge.AfterP95 HEDGE = new Hedge.AfterP95(5);
    private static final Fallback.Response LITERAL = new Fallback.Response("{}", List.of(503));

    private Incidents() {}

    static Stream<Incident> all() {
        return Stream.of(slow503sThenRevert(), oneReplicaBlackHoles(), coldStart(), rollingRestart(), retryStorm());
    }

    private static Incident slow503sThenRevert() {
        var sick = new Behaviour.Answers(503, Duration.ofMillis(300));
        var policies = new LinkedHashMap<String, Policy>();
        policies.put("none", Policy.NONE);
        policies.put("retry 2", policy(0, retry(2), new Hedge.Never(), new Fallback.None()));
        policies.put("hedge p95", policy(0, new Retry.Never(), HEDGE, new Fallback.None()));
        policies.put("fallback response on 503", policy(0, new Retry.Never(), new Hedge.Never(), LITERAL));
        policies.put("retry 2, fallback response on 503", policy(0, retry(2), new Hedge.Never(), LITERAL));
        return new Incident(
                "slow_503s_then_revert",
                "A bad version is rolled out: from second 10 to second 30 every call is answered 503, after 300 ms instead of 20."
                        + " 50 requests a second, each due in 5 s.",
                List.of(between(10, 30, sick)),
                AMPLE,
                _ -> 50,
                span(10, 30, 60, 5000),
                policies);
    }

    private static Incident oneReplicaBlackHoles() {
        var policies = new LinkedHashMap<String, Policy>();
        policies.put("none", Policy.NONE);
        policies.put("timeout 200 ms", policy(200, new Retry.Never(), new Hedge.Never(), new Fallback.None()));
        policies.put(
                "timeout 200 ms, retry 2 on timeout",
                policy(200, retry(2, Fault.TIMEOUT), new Hedge.Never(), new Fallback.None()));
        policies.put("hedge p95", policy(0, new Retry.Never(), HEDGE, new Fallback.None()));
        policies.put(
                "hedge p95 with a budget of 50 %",
                policy(0, new Retry.Never(), new Hedge.AfterP95(50), new Fallback.None()));
        return new Incident(
                "one_replica_black_holes",
                "One of three replicas takes requests and answers none, from second 10 to second 30, as a node that has lost its"
                        + " network does until its endpoints are removed. 50 requests a second, each due in 2 s.",
                List.of(between(10, 30, new Behaviour.BlackHole()), _ -> WELL, _ -> WELL),
                AMPLE,
                _ -> 50,
                span(10, 30, 60, 2000),
                policies);
    }

    private static Incident coldStart() {
        var up = Duration.ofSeconds(30);
        var policies = new LinkedHashMap<String, Policy>();
        policies.put("none", Policy.NONE);
        policies.put("timeout 5 s", policy(5000, new Retry.Never(), new Hedge.Never(), new Fallback.None()));
        policies.put(
                "timeout 5 s, retry 10 on timeout",
                policy(5000, retry(10, Fault.TIMEOUT), new Hedge.Never(), new Fallback.None()));
        policies.put(
                "hedge after 1 s",
                policy(0, new Retry.Never(), new Hedge.After(Duration.ofSeconds(1), 5), new Fallback.None()));
        return new Incident(
                "cold_start_30s",
                "A server is scaled from zero: whoever puts requests through to it holds them for 30 s, then all are answered."
                        + " 5 requests a second, each due in 59.5 s.",
                List.of(now -> now.compareTo(up) < 0 ? new Behaviour.ComesUpAt(up, MS_20) : WELL),
                AMPLE,
                _ -> 5,
                span(0, 30, 60, 59_500),
                policies);
    }

    private static Incident rollingRestart() {
        var policies = new LinkedHashMap<String, Policy>();
        policies.put("none", Policy.NONE);
        policies.put("retry 1", policy(0, retry(1), new Hedge.Never(), new Fallback.None()));
        policies.put("retry 2", policy(0, retry(2), new Hedge.Never(), new Fallback.None()));
        return new Incident(
                "rolling_restart",
                "Three replicas are restarted one after the other, each refusing connections for 2 s before its endpoint is removed."
                        + " 50 requests a second, each due in 2 s.",
                List.of(
                        between(10, 12, new Behaviour.Refuses()),
                        between(20, 22, new Behaviour.Refuses()),
                        between(30, 32, new Behaviour.Refuses())),
                AMPLE,
                _ -> 50,
                span(10, 32, 60, 2000),
                policies);
    }

    static Incident retryStorm() {
        var policies = new LinkedHashMap<String, Policy>();
        policies.put("none", Policy.NONE);
        policies.put("retry 10", policy(0, retry(10), new Hedge.Never(), new Fallback.None()));
        policies.put(
                "timeout 200 ms, retry 10 on 503 and timeout",
                policy(200, retry(10, Fault.TIMEOUT, new Status(503)), new Hedge.Never(), new Fallback.None()));
        policies.put("hedge p95", policy(0, new Retry.Never(), HEDGE, new Fallback.None()));
        return new Incident(
                "retry_storm",
                "More load than there is room for: the server can answer about 90 requests a second, lets 20 wait and answers 503"
                        + " to others. From second 10 to second 40 there are 180 a second instead of 60, each due in 2 s. Half of them"
                        + " can be answered; retries must not make it fewer, nor keep the load up when it is over.",
                List.of(_ -> WELL),
                new Capacity(2, 20),
                now -> now.compareTo(Duration.ofSeconds(10)) >= 0 && now.compareTo(Duration.ofSeconds(40)) < 0
                        ? 180
                        : 60,
                span(10, 40, 60, 2000),
                policies);
    }

    private static Function<Duration, Behaviour> between(int from, int to, Behaviour trouble) {
        return now -> now.compareTo(Duration.ofSeconds(from)) >= 0 && now.compareTo(Duration.ofSeconds(to)) < 0
                ? trouble
                : WELL;
    }

    private static Span span(int from, int to, int end, int deadlineMs) {
        return new Span(
                Duration.ofSeconds(from),
                Duration.ofSeconds(to),
                Duration.ofSeconds(end),
                Duration.ofMillis(deadlineMs));
    }

    /** With the delays and the causes that a graph has by default. */
    private static Retry retry(int times) {
        return retry(times, Fault.CONNECT, Fault.RESET, new Status(502), new Status(503), new Status(504));
    }

    private static Retry retry(int times, Cause... causes) {
        return new Retry.UpTo(times, MS_200.dividedBy(2), Duration.ofMinutes(5), List.of(causes));
    }

    private static Policy policy(int timeoutMs, Retry retry, Hedge hedge, Fallback fallback) {
        return new Policy(Duration.ofMillis(timeoutMs), retry, hedge, fallback);
    }
}

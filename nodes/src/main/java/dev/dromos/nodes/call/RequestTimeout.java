package dev.dromos.nodes.call;

import dev.dromos.graph.KubernetesDuration;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a request says, in a header, how long its sender waits for the answer. */
public final class RequestTimeout {

    /** Ours, in both directions: {@code 1500ms}, {@code 2s}, or whole seconds, {@code 30}. */
    public static final String HEADER = "X-Request-Timeout";

    /** That of gRPC, whose gateways pass it on: {@code 100m} is 100 milliseconds, {@code 5S} five seconds. */
    public static final String GRPC_HEADER = "grpc-timeout";

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern GRPC = Pattern.compile("([0-9]{1,8})([HMSmun])");

    private RequestTimeout() {}

    /** True for the name of a header that says so, however it is written. */
    static boolean isOne(String name) {
        return name.equalsIgnoreCase(HEADER) || name.equalsIgnoreCase(GRPC_HEADER);
    }

    /** A value of {@link #HEADER}. Empty when it is none, or no time at all. */
    public static Optional<Duration> parse(String value) {
        var time = SECONDS.matcher(value).matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                : KubernetesDuration.parse(value);
        return time.filter(Duration::isPositive);
    }

    /** A value of {@link #GRPC_HEADER}. Empty when it is none, or no time at all. */
    public static Optional<Duration> parseGrpc(String value) {
        var parts = GRPC.matcher(value);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(parts.group(1));
        var time = switch (parts.group(2)) {
            case "H" -> Duration.ofHours(number);
            case "M" -> Duration.ofMinutes(number);
            case "S" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMillis(number);
            case "u" -> Duration.ofNanos(number * 1000);
            default -> Duration.ofNanos(number);
        };
        return Optional.of(time).filter(Duration::isPositive);
    }

    /** As {@link #parse} reads it; never no time, which some servers take for no limit. */
    static String text(Duration time) {
        return Math.max(1, time.toMillis()) + "ms";
    }
}

package dev.dromos.deploy.status;

import io.fabric8.kubernetes.api.model.Condition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is worth an event on a graph: that something about it has become wrong, or right.
 *
 * @param reason one word
 * @param message at most 1 KiB in UTF-8
 */
public record News(Weight weight, String reason, String message) {
    /** A graph's author chooses words of it, and there are many events. */
    private static final int LONGEST_MESSAGE = 1024;

    private static final String MORE = "…";

    /** Of a byte in UTF-8 that is not the first of its character. */
    private static final int CONTINUES = 0xC0;

    private static final int CONTINUED = 0x80;

    /** Kubernetes' two. */
    public enum Weight {
        Normal,
        Warning
    }

    /** Of each part of {@code Ready}, and of the settings: what is said when it holds, and what when not, unless its own reason says it. */
    private static final List<Map.Entry<String, String>> TOLD = List.of(
            Map.entry(StatusFactory.GRAPH_VALID, "GraphInvalid"),
            Map.entry(StatusFactory.STEPS_RESOLVED, ""),
            Map.entry(StatusFactory.ROUTER_READY, ""),
            Map.entry(StatusFactory.SETTINGS_VALID, "SettingsInvalid"));

    /** Reasons for which a router is left as it is that the other conditions tell. */
    private static final Set<String> TOLD_ELSEWHERE = Set.of("GraphInvalid", "StepsUnresolved", "SettingsInvalid");

    /** What has happened between two statuses of a graph; waiting is no news. */
    public static List<News> of(GraphStatus before, GraphStatus now) {
        var news = new ArrayList<News>();
        TOLD.forEach(told -> now.condition(told.getKey())
                .filter(condition -> isOther(condition, before.condition(told.getKey())))
                .flatMap(condition -> of(condition, told.getValue(), before, now))
                .ifPresent(news::add));
        return news;
    }

    private static boolean isOther(Condition now, Optional<Condition> before) {
        return before.filter(old -> Objects.equals(old.getStatus(), now.getStatus())
                        && Objects.equals(old.getReason(), now.getReason())
                        && Objects.equals(old.getMessage(), now.getMessage()))
                .isEmpty();
    }

    private static Optional<News> of(Condition condition, String wrong, GraphStatus before, GraphStatus now) {
        String reason = wrong.isEmpty() ? condition.getReason() : wrong;
        return switch (condition.getStatus()) {
            case "False" -> wrong(condition.getType(), reason, condition.getMessage());
            case "True" -> right(condition, before, now);
            // Of what is not known, only what went wrong on the way is told.
            default ->
                reason.equals(StatusFactory.TRYING_AGAIN)
                        ? Optional.of(new News(Weight.Warning, reason, capped(condition.getMessage())))
                        : Optional.empty();
        };
    }

    private static Optional<News> wrong(String type, String reason, String message) {
        if (type.equals(StatusFactory.ROUTER_READY) && TOLD_ELSEWHERE.contains(reason)) {
            return Optional.empty();
        }
        var weight = reason.equals(StatusFactory.STOPPED) ? Weight.Normal : Weight.Warning;
        return Optional.of(new News(weight, reason, capped(message)));
    }

    /** That a graph has no mistake is told when it had one; that it answers, unless it has only been left alone for a while. */
    private static Optional<News> right(Condition condition, GraphStatus before, GraphStatus now) {
        String type = condition.getType();
        if (type.equals(StatusFactory.ROUTER_READY)) {
            return before.condition(type)
                            .filter(old -> TOLD_ELSEWHERE.contains(old.getReason()))
                            .isPresent()
                    ? Optional.empty()
                    : Optional.of(new News(Weight.Normal, type, capped(answers(condition, now))));
        }
        boolean wasWrong = before.condition(type)
                .filter(old -> "False".equals(old.getStatus()))
                .isPresent();
        return wasWrong ? Optional.of(new News(Weight.Normal, type, "holds again")) : Optional.empty();
    }

    private static String answers(Condition condition, GraphStatus now) {
        String note = Optional.ofNullable(condition.getMessage()).orElse("");
        return "answers at " + now.url() + (note.isEmpty() ? "" : "; " + note);
    }

    private static String capped(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_MESSAGE) {
            return message;
        }
        int end = LONGEST_MESSAGE - MORE.getBytes(StandardCharsets.UTF_8).length;
        while ((bytes[end] & CONTINUES) == CONTINUED) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + MORE;
    }
}

package dev.dromos.deploy.operator;

import dev.dromos.deploy.status.RouterState;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/** Which of an API server's answers no second try would change. */
final class Refusal {
    private static final int UNPROCESSABLE = 422;

    private Refusal() {}

    /**
     * How the router is after such an answer; empty when it is worth another try.
     *
     * @param url where an older router answers; empty when there is none
     */
    static Optional<RouterState> of(KubernetesClientException answer, String url) {
        String message = message(answer);
        if (isTerminating(answer)) {
            return Optional.of(new RouterState.Left("NamespaceTerminating", "the namespace is being deleted", ""));
        }
        return switch (answer.getCode()) {
            case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE ->
                Optional.of(new RouterState.Left("Rejected", message, url));
            case HttpURLConnection.HTTP_FORBIDDEN ->
                message.contains("admission webhook")
                        ? Optional.of(new RouterState.Left("Rejected", message, url))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean isTerminating(KubernetesClientException answer) {
        Status status = answer.getStatus();
        return status != null
                && status.getDetails() != null
                && status.getDetails().getCauses().stream()
                        .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
    }

    /** The same of an object by another name. */
    static KubernetesClientException renamed(KubernetesClientException answer, String from, String to) {
        Status status = answer.getStatus();
        if (status == null) {
            return answer; // there was none
        }
        String message = message(answer).replace(from, to);
        return new KubernetesClientException(
                message,
                answer.getCode(),
                new StatusBuilder(status).withMessage(message).build());
    }

    /** The server's own words, without those that the client puts before them. */
    static String message(KubernetesClientException answer) {
        Status status = answer.getStatus();
        return status == null || status.getMessage() == null
                ? String.valueOf(answer.getMessage())
                : status.getMessage();
    }
}

package dev.dromos.deploy;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an API server says when it is asked to keep a graph. */
sealed interface Verdict {

    record Accepted() implements Verdict {}

    /** The causes may be less than all that is wrong: no rule is asked of an object that does not fit its schema. */
    record Refused(List<Cause> causes) implements Verdict {
        public Refused {
            causes = List.copyOf(causes);
        }
    }

    /** One thing that is wrong; {@code field} as the server writes paths. */
    record Cause(String field, String text) {
        private static final Pattern VALUE = Pattern.compile("^Invalid value: (?:\"(?:[^\"\\\\]|\\\\.)*\"|\\S+): ");

        private static Cause of(StatusCause cause) {
            return new Cause(
                    Optional.ofNullable(cause.getField()).orElse(""),
                    VALUE.matcher(cause.getMessage()).replaceFirst(""));
        }
    }

    /** Asks without keeping anything. A field nobody knows is refused, as {@code kubectl} has it. */
    static Verdict of(ApiServer server, String contentType, String graph) {
        var http = server.client().getHttpClient();
        var request = http.newHttpRequestBuilder()
                .uri(
                        server.url()
                                + "/apis/dromos.dev/v1alpha1/namespaces/default/inferencegraphs?dryRun=All&fieldValidation=Strict")
                .header("Accept", "application/json")
                .post(contentType, graph)
                .build();
        return of(http.sendAsync(request, String.class).join());
    }

    private static Verdict of(HttpResponse<String> answer) {
        if (answer.isSuccessful()) {
            return new Accepted();
        }
        var status = Serialization.unmarshal(answer.body(), Status.class);
        return switch (answer.code()) {
            case 400 -> new Refused(List.of(new Cause("", status.getMessage())));
            case 422 ->
                new Refused(
                        status.getDetails().getCauses().stream().map(Cause::of).toList());
            default -> throw new IllegalStateException("%d %s".formatted(answer.code(), status.getMessage()));
        };
    }

    default String word() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}

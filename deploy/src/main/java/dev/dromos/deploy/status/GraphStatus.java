package dev.dromos.deploy.status;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of a graph, as the API server keeps it: absent fields are null, as in every object of Kubernetes.
 *
 * @param steps services that are ready, of all that steps call, such as {@code 2/3}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GraphStatus(
        @Nullable String url,
        @Nullable String steps,
        @Nullable String deploymentMode,
        @Nullable Long observedGeneration,
        @Nullable List<Condition> conditions) {

    /** Of a graph that nobody has looked at. */
    public static final GraphStatus NONE = new GraphStatus(null, null, null, null, List.of());

    /** The condition of a type, where there is one. */
    public Optional<Condition> condition(String type) {
        return Optional.ofNullable(conditions).orElse(List.of()).stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }
}

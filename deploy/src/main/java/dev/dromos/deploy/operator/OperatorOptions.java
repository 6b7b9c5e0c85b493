package dev.dromos.deploy.operator;

import dev.dromos.deploy.settings.Settings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Set;

/**
 * How an operator was started.
 *
 * @param namespace its own, with its settings and its lease
 * @param watched the namespaces whose graphs it runs; none for all
 * @param healthPort 0 for any free one
 */
public record OperatorOptions(
        String namespace, Set<String> watched, String knativeNamespace, int healthPort, Lease lease) {
    /** Who else may be there. */
    public enum Lease {
        /** Of several operators one works. */
        SHARED,
        /** There is no other. */
        ALONE
    }

    static final String AUTOSCALER = "config-autoscaler";
    static final String FEATURES = "config-features";

    public OperatorOptions {
        watched = Set.copyOf(watched);
    }

    List<String> settingsNamespaces() {
        return namespace.equals(knativeNamespace) ? List.of(namespace) : List.of(namespace, knativeNamespace);
    }

    boolean isSettings(HasMetadata object) {
        String name = object.getMetadata().getName();
        return object.getMetadata().getNamespace().equals(namespace)
                ? name.equals(Settings.CONFIG_MAP)
                : name.equals(AUTOSCALER) || name.equals(FEATURES);
    }
}

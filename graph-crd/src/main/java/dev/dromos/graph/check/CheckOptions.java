package dev.dromos.graph.check;

/**
 * How a graph is checked.
 *
 * @param controllerForm whether the spec is what KServe's controller hands to a router: it adds {@code serviceUrl} to every
 *     {@code serviceName}, so both together are right there, and the URL counts
 */
public record CheckOptions(Limits limits, Services services, boolean controllerForm) {

    /** For a graph that a person wrote and nobody runs yet. */
    public static final CheckOptions DEFAULT = new CheckOptions(Limits.DEFAULT, new Services.AsNames(), false);

    public CheckOptions withLimits(Limits newLimits) {
        return new CheckOptions(newLimits, services, controllerForm);
    }

    public CheckOptions withServices(Services newServices) {
        return new CheckOptions(limits, newServices, controllerForm);
    }

    public CheckOptions withControllerForm() {
        return new CheckOptions(limits, services, true);
    }
}

package dev.dromos.nodes.call;

import java.net.URI;

/**
 * What a step's server is asked for so that it starts when there is none of it: something that it answers without running a model, at the
 * address of the step itself.
 */
public final class WakeUrl {
    private static final String V2_MODELS = "/v2/models/";
    private static final String V2_READY = "/v2/health/ready";
    private static final String V1_MODELS = "/v1/models/";

    /** Not the root: to a router, every path but its probe's is a request that runs its graph. Any server may say 404. */
    private static final String OTHERS = "/readyz";

    private WakeUrl() {}

    /**
     * The readiness of a V2 server, the model's status on a V1 server; what stands in front of {@code /v1} or {@code /v2} stays. Without
     * the query, which may hold secrets.
     *
     * @param target of a step, absolute
     */
    public static URI of(URI target) {
        return URI.create(target.getScheme() + "://" + target.getRawAuthority() + path(target.getRawPath()));
    }

    private static String path(String asked) {
        int v2 = asked.lastIndexOf(V2_MODELS);
        if (v2 >= 0) {
            return asked.substring(0, v2) + V2_READY;
        }
        int v1 = asked.lastIndexOf(V1_MODELS);
        if (v1 >= 0) {
            int verb = asked.indexOf(':', v1);
            return verb < 0 ? asked : asked.substring(0, verb);
        }
        return OTHERS;
    }
}

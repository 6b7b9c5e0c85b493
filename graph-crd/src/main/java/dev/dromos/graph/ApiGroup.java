package dev.dromos.graph;

/** Whose language a graph is written in. KServe's is taken as it is; ours is strict, so that a typo cannot change routing. */
public enum ApiGroup {
    KSERVE("serving.kserve.io/v1alpha1"),
    DROMOS("dromos.dev/v1alpha1");

    private final String apiVersion;

    ApiGroup(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    public String apiVersion() {
        return apiVersion;
    }
}

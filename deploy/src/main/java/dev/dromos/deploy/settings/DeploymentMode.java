package dev.dromos.deploy.settings;

import java.util.Optional;

/** How a router is deployed, in KServe's words. */
public enum DeploymentMode {
    /** As a Knative Service, which scales to zero. */
    KNATIVE("Knative", "Serverless"),
    /** As a Deployment with a Service. */
    STANDARD("Standard", "RawDeployment");

    private final String word;
    private final String oldWord;

    DeploymentMode(String word, String oldWord) {
        this.word = word;
        this.oldWord = oldWord;
    }

    public String word() {
        return word;
    }

    /** The mode of KServe's word for it, new or old. */
    public static Optional<DeploymentMode> of(String word) {
        for (DeploymentMode mode : values()) {
            if (word.equals(mode.word) || word.equals(mode.oldWord)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}

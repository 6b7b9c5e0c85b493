package dev.dromos.deploy.steps;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A condition in the status of an object that another controller keeps. */
record Condition(String status, String message) {

    /** The condition {@code Ready}, where there is one. */
    static Optional<Condition> ready(JsonNode object) {
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return Optional.of(new Condition(
                        condition.path("status").asText(),
                        condition.path("message").asText()));
            }
        }
        return Optional.empty();
    }

    boolean isFalse() {
        return status.equals("False");
    }
}

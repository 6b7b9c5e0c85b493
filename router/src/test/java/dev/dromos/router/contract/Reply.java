package dev.dromos.router.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Header;
import java.util.List;

/** What a client got. */
public record Reply(int status, List<Header> headers, Payload body) {
    public Reply {
        headers = List.copyOf(headers);
    }

    /** Status, and a body that is the same JSON: what conformance with KServe means. */
    public void is(int expectedStatus, String expectedJson) {
        assertThat(status).as("status of %s", this).isEqualTo(expectedStatus);
        assertThat(Json.tree(body.toString())).isEqualTo(Json.tree(expectedJson));
        assertThat(headers("Content-Type")).containsExactly("application/json");
    }

    /** Status and every character. */
    public void isExactly(int expectedStatus, String expectedText) {
        assertThat(status).as("status of %s", this).isEqualTo(expectedStatus);
        assertThat(body.toString()).isEqualTo(expectedText);
    }

    /** KServe's error object with this cause. */
    public void isFailure(int expectedStatus, String cause) {
        isExactly(expectedStatus, failure(cause));
        assertThat(headers("Content-Type")).containsExactly("application/json");
    }

    /** The error object of a request whose time was over while a step ran; how long it had is the machine's. */
    public void isLate(int expectedStatus, String step) {
        assertThat(status).as("status of %s", this).isEqualTo(expectedStatus);
        assertThat(body.toString().replaceAll("[0-9]+ ms", "N ms"))
                .isEqualTo(failure("deadline passed, %s had run for N ms".formatted(step)));
        assertThat(headers("Content-Type")).containsExactly("application/json");
    }

    public static String failure(String cause) {
        return "{\"error\":\"Failed to process request\",\"cause\":\"" + cause + "\"}";
    }

    public List<String> headers(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }
}

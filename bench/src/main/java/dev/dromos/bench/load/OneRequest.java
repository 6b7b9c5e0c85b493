package dev.dromos.bench.load;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** One blocking request, for asking whether a server is up and right. */
public final class OneRequest {
    private static final int TIMEOUT_MILLIS = 10_000;

    private OneRequest() {}

    /** An answer; empty when nothing listens or nothing comes. */
    public static Optional<Reply> post(int port, byte[] body) {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:%d/".formatted(port)).toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Connection", "close");
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            connection.getOutputStream().write(body);
            return Optional.of(read(connection));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Reply read(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (var stream = status < HttpURLConnection.HTTP_BAD_REQUEST
                ? connection.getInputStream()
                : connection.getErrorStream()) {
            return new Reply(status, stream == null ? new byte[0] : stream.readAllBytes());
        }
    }

    /** What a server said. */
    public static final class Reply {
        private final int status;
        private final byte[] body;

        private Reply(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        public boolean isOk() {
            return status == HttpURLConnection.HTTP_OK;
        }

        public boolean isOk(byte[] expected) {
            return isOk() && Arrays.equals(body, expected);
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public int bytes() {
            return body.length;
        }

        @Override
        public String toString() {
            return "status %d, %d bytes".formatted(status, body.length);
        }
    }
}

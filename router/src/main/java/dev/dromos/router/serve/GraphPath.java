package dev.dromos.router.serve;

import java.util.Optional;

/** Where a router of many graphs serves one: {@code /graphs/NAMESPACE/NAME}, and every path below. */
public record GraphPath(String namespace, String name) {
    private static final String ROOT = "/graphs/";

    /** Of a request's path; empty where it has not both. */
    static Optional<GraphPath> of(String path) {
        if (!path.startsWith(ROOT)) {
            return Optional.empty();
        }
        int end = path.indexOf('/', ROOT.length());
        if (end < 0) {
            return Optional.empty();
        }
        int next = path.indexOf('/', end + 1);
        return Optional.of(new GraphPath(
                path.substring(ROOT.length(), end), path.substring(end + 1, next < 0 ? path.length() : next)));
    }

    /** For logs and metrics. */
    public String label() {
        return namespace + "/" + name;
    }

    @Override
    public String toString() {
        return ROOT + label();
    }
}

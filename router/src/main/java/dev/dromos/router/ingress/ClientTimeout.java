package dev.dromos.router.ingress;

import dev.dromos.nodes.call.RequestTimeout;
import dev.dromos.router.logging.LogKeys;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a graph may take for one request: its own deadline, or less where the client says that it will not wait so long. A value
 * that says nothing readable is as good as none: who sends it is often a proxy between us and the client.
 */
final class ClientTimeout {
    private static final Logger LOG = LoggerFactory.getLogger(ClientTimeout.class);

    private ClientTimeout() {}

    static Duration within(Entry entry, MultiMap headers, String id) {
        var limit = entry.deadline();
        if (!entry.takesClientTimeout()) {
            return limit;
        }
        var own = read(headers, RequestTimeout.HEADER, RequestTimeout::parse, limit, id);
        return read(headers, RequestTimeout.GRPC_HEADER, RequestTimeout::parseGrpc, own, id);
    }

    private static Duration read(
            MultiMap headers, String name, Function<String, Optional<Duration>> parse, Duration limit, String id) {
        var value = headers.get(name);
        if (value == null) {
            return limit;
        }
        var asked = parse.apply(value.strip());
        if (asked.isEmpty()) {
            LOG.atDebug()
                    .addKeyValue(LogKeys.REQUEST, id)
                    .addKeyValue(LogKeys.HEADER, name)
                    .log("header is no duration; it is ignored");
        }
        return asked.filter(time -> time.compareTo(limit) < 0).orElse(limit);
    }
}

package dev.dromos.router.cli;

import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Limits;
import dev.dromos.graph.check.Services;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** What every verb that reads a graph understands. */
final class GraphFlags {
    private static final Flag SERVICE =
            Flag.repeated("--service", "NAME=URL", "Where a serviceName is; may be given several times.");

    private static final Flag LIMIT = Flag.repeated(
            "--limit",
            "NAME=N",
            "Allow more nodes, steps, depth or condition bytes than the default, as in nodes=200.");

    static final List<Flag> ALL = List.of(SERVICE, LIMIT);

    private GraphFlags() {}

    static SequencedMap<String, URI> services(FlagValues given) {
        var services = new LinkedHashMap<String, URI>();
        given.pairs(SERVICE).forEach((name, url) -> services.put(name, url(name, url)));
        return services;
    }

    private static URI url(String name, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException _) {
            throw UnusableFlagException.forValue(SERVICE, "a URL for " + name, text);
        }
    }

    /** For a graph that is only looked at: services keep their names, unless some are given addresses. */
    static CheckOptions forReading(FlagValues given) {
        var services = services(given);
        var named = CheckOptions.DEFAULT.withLimits(raised(given));
        return services.isEmpty() ? named : named.withServices(new Services.Bound(services));
    }

    /** For a graph that is to run: every service needs an address. */
    static CheckOptions forRunning(FlagValues given) {
        return forRunning(given, services(given));
    }

    static CheckOptions forRunning(FlagValues given, Map<String, URI> addresses) {
        return CheckOptions.DEFAULT.withLimits(raised(given)).withServices(new Services.Bound(addresses));
    }

    /** For a graph that KServe's controller may have written, with an address beside each name. */
    static CheckOptions forControllersGraph(FlagValues given) {
        return forRunning(given).withControllerForm();
    }

    private static Limits raised(FlagValues given) {
        var raised = Limits.DEFAULT;
        for (var limit : given.pairs(LIMIT).entrySet()) {
            int most = FlagValues.number(LIMIT, limit.getValue(), 1, Integer.MAX_VALUE);
            if (!Limits.NAMES.contains(limit.getKey())) {
                throw new UnusableFlagException(
                        "--limit: no limit `%s`, found %s".formatted(limit.getKey(), String.join(", ", Limits.NAMES)));
            }
            raised = raised.with(limit.getKey(), most);
        }
        return raised;
    }
}

package dev.dromos.router.cli;

import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Limits;
import dev.dromos.graph.check.Services;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every verb that reads a graph understands. */
final class GraphOptions {

    @Option(
            names = "--service",
            paramLabel = "NAME=URL",
            description = "Where a serviceName is; may be given several times.")
    private Map<String, URI> services = new LinkedHashMap<>();

    @Option(
            names = "--limit",
            paramLabel = "NAME=N",
            description = "Allow more nodes, steps, depth or condition bytes than the default, as in nodes=200.")
    private Map<String, Integer> limits = new LinkedHashMap<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    Map<String, URI> services() {
        return services;
    }

    /** For a graph that is only looked at: services keep their names, unless some are given addresses. */
    CheckOptions forReading() {
        var named = CheckOptions.DEFAULT.withLimits(raised());
        return services.isEmpty() ? named : named.withServices(new Services.Bound(services));
    }

    /** For a graph that is to run: every service needs an address. */
    CheckOptions forRunning() {
        return forRunning(services);
    }

    CheckOptions forRunning(Map<String, URI> addresses) {
        return CheckOptions.DEFAULT.withLimits(raised()).withServices(new Services.Bound(addresses));
    }

    /** For a graph that KServe's controller may have written, with an address beside each name. */
    CheckOptions forControllersGraph() {
        return forRunning().withControllerForm();
    }

    private Limits raised() {
        var raised = Limits.DEFAULT;
        for (var limit : limits.entrySet()) {
            try {
                raised = raised.with(limit.getKey(), limit.getValue());
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), "--limit: " + e.getMessage(), e);
            }
        }
        return raised;
    }
}

package dev.dromos.deploy.assess;

import dev.dromos.deploy.assess.Assessment.Intention;
import dev.dromos.deploy.graph.GraphObject;
import dev.dromos.deploy.router.Annotations;
import dev.dromos.deploy.router.Decider;
import dev.dromos.deploy.router.Decision;
import dev.dromos.deploy.settings.Platform;
import dev.dromos.deploy.settings.Settings;
import dev.dromos.deploy.steps.Cluster;
import dev.dromos.deploy.steps.Resolution;
import dev.dromos.deploy.steps.ServiceFinder;
import dev.dromos.graph.Graph;
import dev.dromos.graph.check.Checked;
import dev.dromos.graph.problem.Problem;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Comes to an assessment; the same inputs give the same one, and none makes it throw. */
public final class Assessor {
    private final Cluster cluster;
    private final Settings settings;
    private final Platform platform;

    /** @param cluster as the graphs see it that are to be assessed, which are of one namespace */
    public Assessor(Cluster cluster, Settings settings, Platform platform) {
        this.cluster = cluster;
        this.settings = settings;
        this.platform = platform;
    }

    /** @param lastGood the addresses that the router runs with, for services that have none any more */
    public Assessment assess(GraphObject graph, Map<String, URI> lastGood) {
        var checked = graph.check();
        var finder = new ServiceFinder(cluster, settings.clusterDomain(), graph);
        var services = new LinkedHashMap<String, Resolution>();
        graph.services().forEach(name -> services.put(name, finder.find(name)));
        return new Assessment(graph, checked, services, intention(graph, checked, addresses(services, lastGood)));
    }

    private static SequencedMap<String, URI> addresses(Map<String, Resolution> services, Map<String, URI> lastGood) {
        var addresses = new LinkedHashMap<String, URI>();
        services.forEach((name, resolution) -> {
            switch (resolution) {
                case Resolution.Found found -> addresses.put(name, found.address());
                case Resolution.Missing _ -> {
                    if (lastGood.containsKey(name)) {
                        addresses.put(name, lastGood.get(name));
                    }
                }
            }
        });
        return addresses;
    }

    private Intention intention(GraphObject graph, Checked checked, Map<String, URI> addresses) {
        if (new Annotations(graph.annotations()).stop()) {
            return new Intention.Stop();
        }
        return switch (checked) {
            case Checked.Invalid _ -> new Intention.Leave("GraphInvalid", "the graph is not valid");
            case Checked.Valid(var valid, var _) ->
                addresses.keySet().containsAll(graph.services())
                        ? withAddresses(graph, valid, addresses)
                        : new Intention.Leave("StepsUnresolved", "a service that the graph calls has no address");
        };
    }

    private Intention withAddresses(GraphObject graph, Graph valid, Map<String, URI> addresses) {
        var argument = graph.withAddresses(addresses);
        var problems = graph.problemsOf(argument);
        if (!problems.isEmpty()) {
            var messages = problems.stream().map(Problem::message).collect(Collectors.joining("\n"));
            return new Intention.Leave("AddressUnusable", messages);
        }
        return switch (new Decider(settings, platform).decide(graph, valid, argument)) {
            case Decision.Deploy(var router) -> new Intention.Run(router);
            case Decision.Refuse(var reason, var message) -> new Intention.Leave(reason, message);
        };
    }
}

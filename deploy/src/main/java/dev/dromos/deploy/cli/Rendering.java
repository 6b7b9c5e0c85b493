package dev.dromos.deploy.cli;

import dev.dromos.deploy.assess.Assessment;
import dev.dromos.deploy.assess.Assessment.Intention;
import dev.dromos.deploy.assess.Assessor;
import dev.dromos.deploy.manifest.Manifest;
import dev.dromos.deploy.router.RouterObjects;
import dev.dromos.deploy.settings.Platform;
import dev.dromos.deploy.settings.Settings;
import dev.dromos.deploy.settings.SettingsReader.Result;
import dev.dromos.deploy.steps.Resolution;
import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Checker;
import dev.dromos.graph.problem.Problem;
import dev.dromos.graph.read.GraphReader;
import dev.dromos.graph.read.Places;
import dev.dromos.graph.read.ProblemText;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a file's graphs.
 *
 * @param yaml of the objects; empty when a graph has none
 * @param problems one a line, warnings among them
 */
record Rendering(boolean isGood, String yaml, List<String> problems) {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    Rendering {
        problems = List.copyOf(problems);
    }

    static Rendering of(String file, String text, Map<String, URI> services, boolean withoutKnative) {
        var problems = new ArrayList<String>();
        if (!check(file, text, problems)) {
            return new Rendering(false, "", problems);
        }
        Manifest manifest;
        try {
            manifest = Manifest.parse(text);
        } catch (IOException unreadable) {
            problems.add("%s: not readable as objects of Kubernetes: %s".formatted(file, unreadable.getMessage()));
            return new Rendering(false, "", problems);
        }
        return switch (manifest.settings(Settings.CONFIG_MAP)) {
            case Result.Unusable(var mistakes) -> {
                mistakes.forEach(mistake -> problems.add("%s: %s: %s".formatted(file, Settings.CONFIG_MAP, mistake)));
                yield new Rendering(false, "", problems);
            }
            case Result.Read(var settings) -> {
                var platform = withoutKnative ? new Platform.WithoutKnative() : manifest.knative();
                yield render(manifest, settings, platform, services, problems);
            }
        };
    }

    /** Whether there are graphs, and all of them are valid. */
    private static boolean check(String file, String text, List<String> lines) {
        var read = GraphReader.read(file, text);
        boolean good = report(read.problems(), read.places(), lines);
        for (var facts : read.graphs()) {
            good &= report(Checker.check(facts, CheckOptions.DEFAULT).problems(), facts.places(), lines);
        }
        return good;
    }

    private static boolean report(List<Problem> problems, Places places, List<String> lines) {
        problems.forEach(problem -> lines.add(ProblemText.line(problem, places)));
        return problems.stream().noneMatch(Problem::isError);
    }

    private static Rendering render(
            Manifest manifest, Settings settings, Platform platform, Map<String, URI> services, List<String> problems) {
        var objects = new ArrayList<HasMetadata>();
        boolean good = true;
        for (var graph : manifest.graphs()) {
            var assessment = new Assessor(manifest.in(graph.namespace()), settings, platform).assess(graph, services);
            switch (assessment.intention()) {
                case Intention.Run(var router) -> objects.addAll(RouterObjects.of(router, platform));
                case Intention.Stop _ -> problems.add(graph.name() + ": stopped by its annotation");
                case Intention.Leave(var _, var message, var _) -> {
                    problems.add("%s: %s".formatted(graph.name(), message));
                    problems.addAll(missing(graph.namespace(), assessment, services));
                    good = false;
                }
            }
        }
        return new Rendering(good, good ? yaml(objects) : "", problems);
    }

    private static List<String> missing(String namespace, Assessment assessment, Map<String, URI> services) {
        var missing = new ArrayList<String>();
        assessment.services().forEach((name, resolution) -> {
            if (resolution instanceof Resolution.Missing(var why) && !services.containsKey(name)) {
                missing.add("  %s; add it to the file, in namespace `%s`, or give --service %s=URL"
                        .formatted(why, namespace, name));
            }
        });
        return missing;
    }

    private static String yaml(List<HasMetadata> objects) {
        var yaml = new StringBuilder();
        objects.forEach(object -> yaml.append(SERIALIZATION.asYaml(object)));
        return yaml.toString();
    }
}

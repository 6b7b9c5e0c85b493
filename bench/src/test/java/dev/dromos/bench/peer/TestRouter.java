package dev.dromos.bench.peer;

import dev.dromos.bench.process.FreePort;
import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Checked;
import dev.dromos.graph.check.Checker;
import dev.dromos.graph.read.GraphReader;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.router.ingress.HeaderPropagation;
import dev.dromos.router.ingress.IngressLimits;
import dev.dromos.router.serve.Router;
import dev.dromos.router.serve.RouterSettings;
import dev.dromos.router.serve.RouterSettings.ErrorStatusChoice;

/** Dromos in this process. */
public final class TestRouter {
    private TestRouter() {}

    /** @param spec valid, in JSON */
    public static Router serving(String spec) throws Exception {
        return serving(spec, HeaderPropagation.NONE);
    }

    /** One that passes on what is asked for. */
    public static Router serving(String spec, HeaderPropagation headers) throws Exception {
        var facts = GraphReader.readSpec(spec).graphs().getFirst();
        return switch (Checker.check(facts, CheckOptions.DEFAULT)) {
            case Checked.Valid(var graph, var _) ->
                Router.start(
                        graph,
                        new RouterSettings(
                                "127.0.0.1",
                                FreePort.next(),
                                IngressLimits.DEFAULT,
                                new ErrorStatusChoice.ByGraph(),
                                headers,
                                ClientSettings.DEFAULT));
            case Checked.Invalid(var problems) -> throw new IllegalArgumentException(problems.toString());
        };
    }
}

package dev.dromos.router.contract;

import dev.dromos.graph.Graph;
import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Checked;
import dev.dromos.graph.check.Checker;
import dev.dromos.graph.check.Limits;
import dev.dromos.graph.check.Services;
import dev.dromos.graph.problem.Problem;
import dev.dromos.graph.read.GraphReader;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import dev.dromos.nodes.testing.RecordedRequest;
import dev.dromos.router.ingress.HeaderPropagation;
import dev.dromos.router.ingress.IngressLimits;
import dev.dromos.router.serve.Router;
import dev.dromos.router.serve.RouterSettings;
import dev.dromos.router.serve.RouterSettings.ErrorStatusChoice;
import dev.dromos.router.serve.WakeSettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One test's router and the model servers behind it.
 *
 * <p>{@snippet :
 * bed.model("m1", 200, "{\"predictions\":[1]}");
 * bed.serve("nodes: {root: {routerType: Sequence, steps: [{serviceUrl: ${m1}/v1/models/m:predict}]}}");
 *
 * bed.post("{}").is(200, "{\"predictions\":[1]}");
 * }
 */
public final class TestBed implements AfterEachCallback {
    private final Map<String, FakeModelServer> models = new LinkedHashMap<>();
    private ErrorStatusChoice errorStatus = new ErrorStatusChoice.ByGraph();
    private HeaderPropagation propagation = HeaderPropagation.NONE;
    private ClientSettings client = ClientSettings.DEFAULT;
    private String metricsPath = "";
    private WakeSettings wake = WakeSettings.NONE;
    private IngressLimits ingress = IngressLimits.DEFAULT;
    private Limits limits = Limits.DEFAULT;
    private @Nullable Router router;
    private List<String> warnings = List.of();
    private boolean stopped;

    /** A model server that answers every request alike; a graph calls it <code>${name}</code>, with no path. */
    public FakeModelServer model(String name, int status, String json) {
        return add(name, FakeModelServer.answering(status, json));
    }

    /** The first request gets the first answer and so on, the last one again and again. */
    public FakeModelServer model(String name, Answer... answers) {
        return add(name, FakeModelServer.answering(answers));
    }

    public FakeModelServer modelRunning(String name, Function<RecordedRequest, Answer> script) {
        return add(name, FakeModelServer.running(script));
    }

    /** Every model server there is. */
    public List<FakeModelServer> models() {
        return List.copyOf(models.values());
    }

    /** An address where nothing listens. */
    public void unreachable(String name) {
        model(name, 200, "{}").close();
    }

    public TestBed precise() {
        errorStatus = new ErrorStatusChoice.Always(ErrorStatus.PRECISE);
        return this;
    }

    /** @param patterns as in {@code PROPAGATE_HEADERS} */
    public TestBed propagating(String patterns) {
        propagation = HeaderPropagation.parse(patterns);
        return this;
    }

    /** For a graph that is larger than most. */
    public TestBed limits(Limits larger) {
        limits = larger;
        return this;
    }

    public TestBed client(ClientSettings settings) {
        client = settings;
        return this;
    }

    public TestBed maxRequestBytes(int bytes) {
        return limits(ingress.withRequestBytes(bytes));
    }

    public TestBed showingMetrics(String path) {
        metricsPath = path;
        return this;
    }

    public TestBed waking(WakeSettings settings) {
        wake = settings;
        return this;
    }

    public TestBed limits(IngressLimits others) {
        ingress = others;
        return this;
    }

    /** Starts the router; on a later call, gives it another graph. */
    public void serve(String graph) throws Exception {
        var running = router;
        if (running == null) {
            var settings =
                    new RouterSettings("127.0.0.1", 0, ingress, errorStatus, propagation, client, metricsPath, wake);
            router = Router.start(graph(graph), settings);
        } else {
            running.replace(graph(graph));
        }
    }

    /** A graph that must be good, its model servers filled in. */
    public Graph graph(String text) {
        return switch (check(text)) {
            case Checked.Valid valid -> {
                warnings = messages(valid);
                yield valid.graph();
            }
            case Checked.Invalid invalid -> throw new AssertionError("graph is refused: " + messages(invalid));
        };
    }

    /** What there is to say against a graph that is refused, in order. */
    public List<String> refusal(String text) {
        return switch (check(text)) {
            case Checked.Invalid invalid -> messages(invalid);
            case Checked.Valid _ -> throw new AssertionError("graph is not refused");
        };
    }

    /** What there was to say about the graph that is served. */
    public List<String> warnings() {
        return warnings;
    }

    public Reply post(String body) throws IOException {
        return send(Request.post(body));
    }

    public Reply send(Request request) throws IOException {
        try (var wire = open()) {
            return wire.ask(request);
        }
    }

    public Wire open() throws IOException {
        return Wire.to(port());
    }

    public int port() {
        return router().port();
    }

    public boolean isServing() {
        return router != null;
    }

    /** That its end has come, after which there is nothing to look at. */
    public boolean isStopped() {
        return stopped;
    }

    public Router router() {
        var running = router;
        if (running == null) {
            throw new IllegalStateException("serve a graph first");
        }
        return running;
    }

    /** What a series of the metrics stands at: {@code "dromos_requests_total{status=\"2xx\"}"}, say. */
    public long count(String series) throws IOException {
        return send(Request.of("GET", metricsPath))
                .body()
                .toString()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no series " + series));
    }

    /** How many requests a model server has got. */
    public int calls(String model) {
        return known(model).requests().size();
    }

    /** The only request that a model server has got. */
    public RecordedRequest received(String model) {
        return known(model).onlyRequest();
    }

    /** What a step's request has as its Host. */
    public String host(String model) {
        return "127.0.0.1:" + known(model).port();
    }

    /** A text with every <code>${name}</code> the address of that model server. */
    public String filled(String text) {
        var filled = text;
        for (var model : models.entrySet()) {
            filled = filled.replace(
                    "${" + model.getKey() + "}",
                    "http://127.0.0.1:" + model.getValue().port());
        }
        return filled;
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        stop();
    }

    /** Ends what has been started; for a bed that is no extension, or whose end is part of the test. */
    public void stop() throws Exception {
        stopped = true;
        models.values().forEach(FakeModelServer::close);
        stopRouter();
    }

    /** While the model servers go on. */
    public void stopRouter() {
        var running = router;
        router = null;
        if (running != null) {
            running.close();
        }
    }

    private FakeModelServer add(String name, FakeModelServer model) {
        var before = models.put(name, model);
        if (before != null) {
            before.close();
        }
        return model;
    }

    private FakeModelServer known(String name) {
        var model = models.get(name);
        if (model == null) {
            throw new IllegalArgumentException("no model `%s`, found %s".formatted(name, models.keySet()));
        }
        return model;
    }

    private Checked check(String text) {
        var file = GraphReader.read("graph.yaml", filled(text));
        if (!file.problems().isEmpty()) {
            throw new AssertionError("graph cannot be read: " + file.problems());
        }
        var options =
                CheckOptions.DEFAULT.withServices(new Services.Bound(Map.of())).withLimits(limits);
        return Checker.check(file.graphs().getFirst(), options);
    }

    private static List<String> messages(Checked checked) {
        return checked.problems().stream().map(Problem::message).toList();
    }
}

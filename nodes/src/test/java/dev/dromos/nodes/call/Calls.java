package dev.dromos.nodes.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dromos.nodes.body.Payload;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Vert.x of a test's own and the calls it makes with it. */
public final class Calls implements AfterEachCallback {
    public static final StepRef STEP = new StepRef("root", 0, "model");
    private static final Duration ENOUGH = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private PredictorClient client = PredictorClient.create(vertx, ClientSettings.DEFAULT);

    /** For the calls made from now on. */
    public void use(ClientSettings settings) {
        await(client.close());
        client = PredictorClient.create(vertx, settings);
    }

    public Vertx vertx() {
        return vertx;
    }

    public Call to(URI target) {
        return to(target, Duration.ZERO);
    }

    public Call to(URI target, Duration limit) {
        return client.call(STEP, target, limit);
    }

    public Call throughMesh(URI target) {
        return throughMesh(target, Duration.ZERO);
    }

    public Call throughMesh(URI target, Duration limit) {
        return client.callThroughMesh(STEP, target, limit);
    }

    public Call waking(URI target, Duration limit) {
        return client.lease().wake(STEP, target, limit);
    }

    public Call wakingThroughMesh(URI target) {
        return client.lease().wakeThroughMesh(STEP, target, Duration.ZERO);
    }

    /** To all targets, of the pools. */
    public long openConnections() {
        return client.openConnections();
    }

    public StepResult post(URI target) {
        return await(to(target).call(request("{}")));
    }

    /** What an action starts from within one event loop, as the router does. */
    <T> Future<T> onOneEventLoop(Supplier<Future<T>> action) {
        var promise = Promise.<T>promise();
        vertx.getOrCreateContext().runOnContext(_ -> action.get().onComplete(promise));
        return promise.future();
    }

    public static StepRequest request(String body, Header... headers) {
        return new StepRequest(payload(body), context(ENOUGH, new Cancellation(), headers));
    }

    public static RequestContext context(Duration left, Cancellation cancellation, Header... headers) {
        return new RequestContext("test", List.of(headers), Deadline.in(left, System::nanoTime), cancellation);
    }

    public static Payload payload(String text) {
        return Payload.of(text.getBytes(UTF_8), "application/json");
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext test) {
        await(client.close());
        await(vertx.close());
    }
}

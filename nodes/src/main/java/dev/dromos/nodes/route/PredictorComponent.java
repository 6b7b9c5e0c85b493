package dev.dromos.nodes.route;

import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.call.PredictorClient;
import dev.dromos.nodes.call.StepRef;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * {@code predictor:name} sends the body to a model server, asynchronously, and puts its answer in the body. The name is that of
 * a {@link Call} in the registry (a compiled graph binds one for each step, named by position: {@code predictor:root/0}), or, in
 * a route of your own, anything you like, with {@code ?url=http://…}.
 *
 * <p>Without Camel's annotation for a component's name: Camel would look for classes named after it, of which there are none, before the
 * first answer.
 */
public final class PredictorComponent extends DefaultComponent {

    /** What a {@link Call} is bound under: this, then the endpoint's name. */
    static final String CALL_PREFIX = "predictor:";

    private final ReentrantLock ownLock = new ReentrantLock();

    @Metadata(description = "The HTTP client to share; one is created, with default settings, where none is given")
    private @Nullable PredictorClient client;

    private @Nullable OwnClient own;

    /** Ours to close. */
    private record OwnClient(Vertx vertx, PredictorClient client) {
        static OwnClient create() {
            // No file is ever written: a pod may have no writable directory.
            var files = new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
            var vertx = Vertx.vertx(new VertxOptions().setFileSystemOptions(files));
            return new OwnClient(vertx, PredictorClient.create(vertx, ClientSettings.DEFAULT));
        }
    }

    public PredictorComponent() {}

    /** @param client shared: whoever made it closes it */
    public PredictorComponent(PredictorClient client) {
        this.client = client;
    }

    public void setClient(PredictorClient client) {
        this.client = client;
    }

    /** The client that {@code url} endpoints and loaded graphs call through; made on first use, which blocks. */
    public PredictorClient client() {
        ownLock.lock();
        try {
            if (client != null) {
                return client;
            }
            var known = own == null ? OwnClient.create() : own;
            own = known;
            return known.client();
        } finally {
            ownLock.unlock();
        }
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        var endpoint = new PredictorEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    Call call(String name, String url, long timeoutMillis) {
        var bound = getCamelContext().getRegistry().lookupByNameAndType(CALL_PREFIX + name, Call.class);
        if (bound != null) {
            return bound;
        }
        if (url.isEmpty()) {
            throw new IllegalArgumentException(
                    "predictor:%s: no call is bound under that name, give url=http://…".formatted(name));
        }
        return client().call(new StepRef("predictor", 0, name), URI.create(url), Duration.ofMillis(timeoutMillis));
    }

    /** Forgets our own client, so that a component which is started again makes another. */
    @Override
    protected void doShutdown() throws Exception {
        super.doShutdown();
        var ours = forgetOwn();
        if (ours.isPresent()) {
            ours.get().vertx().close().await(5, TimeUnit.SECONDS);
        }
    }

    private Optional<OwnClient> forgetOwn() {
        ownLock.lock();
        try {
            var ours = Optional.ofNullable(own);
            own = null;
            return ours;
        } finally {
            ownLock.unlock();
        }
    }
}

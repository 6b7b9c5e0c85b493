package dev.dromos.nodes.tls;

import dev.dromos.nodes.environment.UnusableEnvironmentException;
import dev.dromos.nodes.logging.LogKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that a client's TLS is made of. Looked at again and again: a connection that is opened after they have changed is opened
 * with the new ones. Files that are no good change nothing, and the log says so once.
 */
public final class TlsFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

    private final Vertx vertx;
    private final StepTls tls;
    private final Duration handshake;
    /** Good or not: what has been found bad is not tried again until it changes. */
    private volatile List<ByteBuffer> seen;

    /**
     * Reads them, so it blocks; throws {@link UnusableEnvironmentException} for those that cannot be used.
     *
     * @param handshake how long one may take
     */
    public TlsFiles(Vertx vertx, StepTls tls, Duration handshake) {
        this.vertx = vertx;
        this.tls = tls;
        this.handshake = handshake;
        this.seen = contents();
    }

    public ClientSSLOptions read() {
        var options = new ClientSSLOptions();
        options.setTrustOptions(TrustOptions.wrap(TrustedCertificates.trustManager(tls)));
        options.setSslHandshakeTimeout(handshake.toMillis());
        options.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        switch (tls.identity()) {
            case StepTls.Identity.None() -> {}
            case StepTls.Identity.Pem files -> options.setKeyCertOptions(ClientIdentity.read(vertx, files));
        }
        return options;
    }

    /** Until Vert.x is closed; the reading is done by its workers. */
    public void keepUpToDate(HttpClientAgent client) {
        vertx.setPeriodic(
                tls.reload().toMillis(),
                _ -> vertx.executeBlocking(this::readIfChanged)
                        .compose(
                                changed -> changed.map(client::updateSSLOptions).orElse(Future.succeededFuture(false)))
                        .onSuccess(updated -> {
                            if (updated) {
                                LOG.info("certificates for steps have changed: new connections use the new ones");
                            }
                        })
                        .onFailure(error -> LOG.atWarn()
                                .addKeyValue(LogKeys.REASON, error.getMessage())
                                .log("certificates for steps have changed and cannot be used: the old ones stay")));
    }

    private Optional<ClientSSLOptions> readIfChanged() {
        var now = contents(); // before they are read: what changes in between is found the next time
        if (now.equals(seen)) {
            return Optional.empty();
        }
        seen = now;
        return Optional.of(read());
    }

    private List<ByteBuffer> contents() {
        var contents = new ArrayList<ByteBuffer>();
        tls.files().forEach(file -> contents.add(content(file)));
        tls.directories().stream().flatMap(TlsFiles::filesIn).forEach(file -> contents.add(content(file)));
        return contents;
    }

    private static Stream<Path> filesIn(Path directory) {
        try (var files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException _) {
            return Stream.empty();
        }
    }

    /** Empty for one that cannot be read: whoever then reads it says so. */
    private static ByteBuffer content(Path file) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (IOException _) {
            return ByteBuffer.allocate(0);
        }
    }
}

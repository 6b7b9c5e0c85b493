package dev.dromos.nodes.connection;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;
import org.jspecify.annotations.Nullable;

/**
 * A TLS server's word that it ends its connection (RFC 8446, 6.1). An end without it may be the doing of anybody on the way.
 *
 * @param said null for a connection in plain text, on which nobody can say so
 */
record CloseNotify(@Nullable Future<Channel> said) {
    private static final CloseNotify NONE = new CloseNotify(null);

    /** Of a connection that has just been made: one that has ended tells nothing any more. */
    static CloseNotify of(HttpClientConnection http) {
        if (http.isSsl() && http instanceof UnpooledHttpClientConnection vertx) {
            var tls = vertx.unwrap().channelHandlerContext().pipeline().get(SslHandler.class);
            return new CloseNotify(tls == null ? null : tls.sslCloseFuture());
        }
        return NONE;
    }

    boolean isMissing() {
        return said != null && !said.isSuccess();
    }
}

package dev.dromos.nodes.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;

/**
 * Drops what a server still sends on a connection that is given up. One packet may hold several answers, and Vert.x takes each of
 * them, also behind one that it has failed the request for: to it that is the same request's, whose result is complete.
 */
final class Deafness extends ChannelInboundHandlerAdapter {
    private Deafness() {}

    /** Of a connection, from now on; at its event loop. */
    static void of(HttpClientConnection http) {
        if (http instanceof UnpooledHttpClientConnection vertx) {
            var last = vertx.unwrap().channelHandlerContext();
            if (!last.isRemoved()) {
                last.pipeline().addBefore(last.name(), null, new Deafness());
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }
}

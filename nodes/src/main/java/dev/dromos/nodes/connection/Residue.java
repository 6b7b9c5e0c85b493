package dev.dromos.nodes.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpClientCodec;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;
import org.jspecify.annotations.Nullable;

/**
 * Notices what a server has sent that is less than a line: the decoder keeps it, tells nobody, and takes it for the beginning of the
 * next answer. Servers do that whose {@code Content-Length} counts characters where it should count bytes.
 *
 * <p>It goes by the buffers, since the decoder does not say: one that it has used up it gives back.
 */
final class Residue extends ChannelInboundHandlerAdapter {
    /** What the decoder has not used up; it appends to that what comes next. */
    private @Nullable ByteBuf kept;

    private Residue() {}

    /** Of a connection that has just been made, on its event loop. */
    static Residue of(HttpClientConnection http) {
        var residue = new Residue();
        if (http instanceof UnpooledHttpClientConnection vertx) {
            var pipeline = vertx.unwrap().channelHandlerContext().pipeline();
            var decoder = pipeline.context(HttpClientCodec.class);
            if (decoder != null) {
                pipeline.addBefore(decoder.name(), null, residue);
            }
        }
        return residue;
    }

    /** Between two answers: true when something is left that belongs to neither. */
    boolean isThere() {
        return kept != null;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        context.fireChannelRead(message);
        if (message instanceof ByteBuf read && isInUse(read)) {
            kept = read;
        } else if (kept != null && !isInUse(kept)) {
            kept = null;
        }
    }

    private static boolean isInUse(ByteBuf bytes) {
        return bytes.refCnt() > 0 && bytes.isReadable();
    }
}

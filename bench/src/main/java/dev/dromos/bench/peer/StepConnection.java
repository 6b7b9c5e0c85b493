package dev.dromos.bench.peer;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

/** One connection of a router to the backend. */
final class StepConnection extends SimpleChannelInboundHandler<HttpObject> {
    private final StepBackend backend;
    private String path = "/100";
    private boolean keepAlive = true;

    StepConnection(StepBackend backend) {
        this.backend = backend;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpRequest request) {
            path = request.uri();
            keepAlive = HttpUtil.isKeepAlive(request);
        }
        if (part instanceof LastHttpContent) {
            var written = context.writeAndFlush(backend.answer(path));
            if (!keepAlive) {
                var _ = written.addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}

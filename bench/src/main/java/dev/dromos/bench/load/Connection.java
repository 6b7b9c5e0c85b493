package dev.dromos.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One connection of a load: a request, its answer, the next request. */
final class Connection extends SimpleChannelInboundHandler<HttpObject> {
    private final Channel channel;
    private final ByteBuf request;
    private final Tally tally;
    private final CompletableFuture<Boolean> idle = new CompletableFuture<>();
    private long sent;
    private long bytes;
    private boolean good;

    Connection(Channel channel, ByteBuf request, Tally tally) {
        this.channel = channel;
        this.request = request;
        this.tally = tally;
    }

    /** Closes when the last answer has come, or after a while: a request cut off is work for the router, and counts in the next turn. */
    void finish(Duration patience) throws InterruptedException {
        try {
            idle.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // cut off after all
        }
        channel.close().await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    void begin() {
        sent = System.nanoTime();
        var _ = channel.writeAndFlush(request.duplicate(), channel.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpResponse response) {
            bytes = 0;
            good = response.status().equals(HttpResponseStatus.OK)
                    && response.decoderResult().isSuccess();
        }
        if (part instanceof HttpContent content) {
            bytes += content.content().readableBytes();
        }
        if (part instanceof LastHttpContent) {
            ended();
        }
    }

    private void ended() {
        if (good) {
            tally.answered(System.nanoTime() - sent, bytes);
        } else {
            tally.failed();
        }
        if (tally.isOver()) {
            idle.complete(true);
        } else {
            begin();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        tally.failed();
        idle.complete(true);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        tally.failed();
        var _ = context.close();
    }
}

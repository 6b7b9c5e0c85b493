package dev.dromos.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A load generator: each connection sends its next request when the answer to the last has come. One event loop straight on
 * Netty, the request encoded once, so that it takes as little as it can of the processor that it shares with what it measures.
 */
public final class ClosedLoop implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int CONNECT_MILLIS = 2_000;
    private static final long PATIENCE_SECONDS = 30;
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    /**
     * Posts to a target for as long as the plan says.
     *
     * @param meter read on the event loop when counting begins and when it ends; it must not wait
     * @throws Exception when connections cannot be made
     */
    public <T> Window<T> run(LoadTarget target, LoadPlan plan, Supplier<T> meter) throws Exception {
        var tally = new Tally(target.answerBytes());
        var request = encoded(target);
        var connections = connect(target.port(), plan.connections(), Unpooled.unreleasableBuffer(request), tally);
        var counted = new CompletableFuture<Window<T>>();
        loop.execute(() -> connections.forEach(Connection::begin));
        var _ = loop.schedule(
                () -> count(plan, tally, meter, counted), plan.ramp().toNanos(), TimeUnit.NANOSECONDS);
        try {
            return counted.get(plan.ramp().plus(plan.window()).toSeconds() + PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            tally.stop();
            for (var connection : connections) {
                connection.finish(DRAIN);
            }
            request.release();
        }
    }

    private <T> void count(LoadPlan plan, Tally tally, Supplier<T> meter, CompletableFuture<Window<T>> counted) {
        try {
            var before = meter.get();
            tally.start();
            var _ = loop.schedule(
                    () -> {
                        try {
                            var load = tally.stop();
                            counted.complete(new Window<>(load, before, meter.get()));
                        } catch (RuntimeException e) {
                            counted.completeExceptionally(e);
                        }
                    },
                    plan.window().toNanos(),
                    TimeUnit.NANOSECONDS);
        } catch (RuntimeException e) {
            counted.completeExceptionally(e);
        }
    }

    private List<Connection> connect(int port, int count, ByteBuf request, Tally tally) throws Exception {
        var bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpResponseDecoder(), new Connection(channel, request, tally));
                    }
                });
        var pending = new ArrayList<ChannelFuture>(count);
        for (int i = 0; i < count; i++) {
            pending.add(bootstrap.connect(LOOPBACK, port));
        }
        var connections = new ArrayList<Connection>(count);
        for (var connecting : pending) {
            connections.add(connecting.sync().channel().pipeline().get(Connection.class));
        }
        return connections;
    }

    private static ByteBuf encoded(LoadTarget target) {
        var body = target.body();
        var head = """
                POST / HTTP/1.1\r
                Host: %s:%d\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """.formatted(LOOPBACK, target.port(), body.length).getBytes(StandardCharsets.US_ASCII);
        return Unpooled.directBuffer(head.length + body.length).writeBytes(head).writeBytes(body);
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}

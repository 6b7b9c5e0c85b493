package dev.dromos.bench.peer;

import dev.dromos.bench.load.JsonBody;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The model server of every comparison: {@code POST /1000} is answered with 1000 bytes of JSON, encoded once. It counts what
 * reaches it, so that a contestant which skips a call, or opens a connection for each, shows.
 */
public final class StepBackend implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int BACKLOG = 1024;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, ByteBuf> answers = new ConcurrentHashMap<>();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();
    private final List<Integer> ports;

    private StepBackend(int targets) throws InterruptedException {
        var bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.incrementAndGet();
                        channel.pipeline().addLast(new HttpRequestDecoder(), new StepConnection(StepBackend.this));
                    }
                });
        var bound = new ArrayList<Integer>(targets);
        for (int i = 0; i < targets; i++) {
            var listener = bootstrap.bind(LOOPBACK, 0).sync().channel();
            bound.add(((InetSocketAddress) listener.localAddress()).getPort());
        }
        this.ports = List.copyOf(bound);
    }

    /**
     * Listens on free ports of this machine.
     *
     * @param targets ports: each is a target of its own to routers that have a pool for each
     */
    public static StepBackend start(int targets) throws InterruptedException {
        return new StepBackend(targets);
    }

    /** Where a step gets an answer of this size: one URL for each target. */
    public List<String> urls(int bytes) {
        return ports.stream()
                .map(port -> "http://%s:%d/%d".formatted(LOOPBACK, port, bytes))
                .toList();
    }

    /** Opened so far. */
    public long connections() {
        return connections.get();
    }

    /** Answered so far. */
    public long calls() {
        return calls.get();
    }

    /** The whole answer to a path, to be written as it is. */
    ByteBuf answer(String path) {
        calls.incrementAndGet();
        return answers.computeIfAbsent(path, StepBackend::encoded).retainedDuplicate();
    }

    private static ByteBuf encoded(String path) {
        var body = JsonBody.answer(Integer.parseInt(path.substring(1)));
        var head = """
                HTTP/1.1 200 OK\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """.formatted(body.length).getBytes(StandardCharsets.US_ASCII);
        return Unpooled.directBuffer(head.length + body.length).writeBytes(head).writeBytes(body);
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
        answers.values().forEach(ByteBuf::release);
    }
}

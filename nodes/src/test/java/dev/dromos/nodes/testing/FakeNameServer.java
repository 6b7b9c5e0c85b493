package dev.dromos.nodes.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A name server on a real loopback socket that knows IPv4 addresses by script. Unless it is told otherwise, nothing that it says may be kept. */
public final class FakeNameServer implements AutoCloseable {
    private static final int HEADER_BYTES = 12;
    private static final int TYPE_A = 1;
    private static final int ANSWER_FLAGS = 0x8180;
    private static final int UNKNOWN_NAME = 3;

    private final DatagramSocket socket;
    private final Function<String, Optional<InetAddress>> script;
    private final int seconds;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private FakeNameServer(DatagramSocket socket, int seconds, Function<String, Optional<InetAddress>> script) {
        this.socket = socket;
        this.seconds = seconds;
        this.script = script;
        Thread.ofVirtual().name("fake-name-server").start(this::serve);
    }

    /** @param script called once for each question for an IPv4 address; empty for a name that does not exist */
    public static FakeNameServer running(Function<String, Optional<InetAddress>> script) {
        return keptFor(0, script);
    }

    /** @param seconds for which an address may be kept */
    public static FakeNameServer keptFor(int seconds, Function<String, Optional<InetAddress>> script) {
        try {
            return new FakeNameServer(new DatagramSocket(0, InetAddress.getLoopbackAddress()), seconds, script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code AddressResolverOptions} take it. */
    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Names whose IPv4 address was asked for, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                var question = new DatagramPacket(new byte[512], 512);
                socket.receive(question);
                var answer = answer(ByteBuffer.wrap(question.getData(), 0, question.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private byte[] answer(ByteBuffer question) {
        var id = question.getShort(0);
        question.position(HEADER_BYTES);
        var name = name(question);
        boolean wantsAddress = question.getShort() == TYPE_A;
        question.getShort();
        var asIs = new byte[question.position() - HEADER_BYTES];
        question.get(HEADER_BYTES, asIs);
        if (wantsAddress) {
            asked.add(name);
        }
        var known = wantsAddress ? script.apply(name) : Optional.<InetAddress>empty();
        var answer = ByteBuffer.allocate(512);
        answer.putShort(id);
        answer.putShort((short) (ANSWER_FLAGS | (wantsAddress && known.isEmpty() ? UNKNOWN_NAME : 0)));
        answer.putShort((short) 1).putShort((short) (known.isPresent() ? 1 : 0)).putInt(0);
        answer.put(asIs);
        known.ifPresent(address -> answer.putShort((short) 0xc00c)
                .putShort((short) TYPE_A)
                .putShort((short) 1)
                .putInt(seconds)
                .putShort((short) 4)
                .put(address.getAddress()));
        var bytes = new byte[answer.position()];
        answer.get(0, bytes);
        return bytes;
    }

    private static String name(ByteBuffer question) {
        var name = new StringBuilder();
        for (int length = question.get(); length > 0; length = question.get()) {
            var label = new byte[length];
            question.get(label);
            name.append(new String(label, StandardCharsets.US_ASCII)).append('.');
        }
        return name.toString();
    }
}

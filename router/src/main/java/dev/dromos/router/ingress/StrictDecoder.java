package dev.dromos.router.ingress;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Reads requests as Vert.x does, but for those whose borders could be read in two ways ({@link RequestHead}): they fail, and nothing
 * behind them is read. It also knows what only a decoder can: that a head has begun, that a body is broken, that a client reads again.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {
    private final Listener listener;
    private final RequestHead head = new RequestHead();
    private boolean inHead = true;
    private boolean broken;
    private byte last;

    /** Called on the connection's event loop. */
    interface Listener {
        /** A head has begun to come in, and is not complete. */
        void headPending();

        /** A body has turned out not to be one, and nothing more can be read. */
        void bodyBroken();

        /** What was written has gone out, or nearly. */
        void drained();
    }

    StrictDecoder(Http1ServerConfig limits, Listener listener) {
        super(limits);
        this.listener = listener;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (broken) {
            in.skipBytes(in.readableBytes());
        } else if (inHead) {
            decodeHead(context, in, out);
        } else {
            decodeBody(context, in, out);
        }
    }

    private void decodeHead(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        int start = in.readerIndex();
        int before = out.size();
        super.decode(context, in, out);
        findFolds(in, start, in.readerIndex());
        if (out.size() > before) {
            headEnded((HttpRequest) out.get(before));
            inHead = out.getLast() instanceof LastHttpContent;
            if (inHead) {
                head.clear();
            }
        } else if (in.isReadable() || in.readerIndex() > start) {
            listener.headPending();
        }
    }

    private void headEnded(HttpRequest request) {
        last = 0;
        if (request.decoderResult().isSuccess()) {
            head.refusal(request)
                    .ifPresent(refusal ->
                            request.setDecoderResult(DecoderResult.failure(new RefusedHeadException(refusal))));
        }
        if (request.decoderResult().isFailure()) {
            broken = true;
            request.setProtocolVersion(
                    HttpVersion.HTTP_1_1); // an answer has that of its request, which may be any word
        }
    }

    private void decodeBody(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        int before = out.size();
        super.decode(context, in, out);
        if (out.size() == before) {
            return;
        }
        var content = (HttpContent) out.getLast();
        if (content.decoderResult().isFailure()) {
            broken = true;
            ReferenceCountUtil.release(out.removeLast());
            listener.bodyBroken();
        } else if (content instanceof LastHttpContent) {
            inHead = true;
            head.clear();
        }
    }

    /** A line that begins with a space belongs to the one before; the head comes whole, as a rule, and in whole lines otherwise. */
    private void findFolds(ByteBuf in, int start, int end) {
        if (start == end) {
            return;
        }
        if (last == '\n' && isBlank(in.getByte(start))) {
            head.foldedLine();
        }
        for (int line = in.indexOf(start, end, (byte) '\n') + 1; line > 0 && line < end; ) {
            if (isBlank(in.getByte(line))) {
                head.foldedLine();
            }
            line = in.indexOf(line, end, (byte) '\n') + 1;
        }
        last = in.getByte(end - 1);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    @Override
    protected AsciiString splitHeaderName(byte[] bytes, int start, int length) {
        head.line(bytes, start, length);
        return super.splitHeaderName(bytes, start, length);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        if (context.channel().isWritable()) {
            listener.drained();
        }
        super.channelWritabilityChanged(context);
    }
}

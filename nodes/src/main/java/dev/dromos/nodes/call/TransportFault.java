package dev.dromos.nodes.call;

import dev.dromos.nodes.call.StepFailure.BadPayload;
import dev.dromos.nodes.call.StepFailure.BadPayload.Flaw;
import dev.dromos.nodes.call.StepFailure.Refused;
import dev.dromos.nodes.call.StepFailure.Refused.Phase;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** What Vert.x's and Netty's exceptions mean for a step. */
final class TransportFault {
    private TransportFault() {}

    /** There is no connection. */
    static StepFailure whileConnecting(StepRef step, boolean https, Throwable error) {
        for (var cause = error; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ForbiddenAddressException _ -> {
                    return new Refused(step, Phase.EGRESS);
                }
                case UnknownHostException _ -> {
                    return new Refused(step, Phase.DNS);
                }
                case SSLException _ -> {
                    return new Refused(step, Phase.TLS);
                }
                case ConnectException _ -> {
                    return new Refused(step, Phase.CONNECT);
                }
                default -> {}
            }
        }
        // TCP came up and then nothing: with TLS that is a server that breaks off the handshake.
        return new Refused(step, https ? Phase.TLS : Phase.CONNECT);
    }

    /** There was a connection, and the answer is not complete. */
    static StepFailure whileAnswering(StepRef step, boolean headCame, Throwable error) {
        if (!isClosed(error)) {
            return new BadPayload(step, Flaw.MALFORMED);
        }
        return new BadPayload(step, headCame ? Flaw.TRUNCATED : Flaw.RESET);
    }

    /** True when the connection ended, whoever ended it and however; anything else is a fault of what was said on it. */
    static boolean isClosed(Throwable error) {
        return error instanceof HttpClosedException
                || error instanceof PrematureChannelClosureException
                || error instanceof IOException;
    }
}

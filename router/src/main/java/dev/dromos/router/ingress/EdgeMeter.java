package dev.dromos.router.ingress;

import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;

/** Counts what becomes of clients' requests, and shows all counts on a path of its own. Called on event loops, but for {@link #show}. */
public interface EdgeMeter {
    /** Counts and shows nothing. */
    EdgeMeter NONE = new Off();

    /**
     * The graph has been run and the client answered.
     *
     * @param begun when its head had been read, by the clock of the ingress
     */
    void answered(int status, long begun);

    /** The graph has not been run. */
    void refused(Refusal refusal);

    /** The client left before it was answered. */
    void clientGone();

    /** A connection is closed without an answer. */
    void cut(Cut reason);

    /** @param load of the edge that this counts for, at each moment */
    void watch(Supplier<Ingress.Load> load);

    boolean isShownAt(String path);

    /** All counts; takes a while. */
    Buffer show();

    /** Of what {@link #show} returns. */
    String contentType();

    /** Stands for no meter. */
    record Off() implements EdgeMeter {
        @Override
        public void answered(int status, long begun) {}

        @Override
        public void refused(Refusal refusal) {}

        @Override
        public void clientGone() {}

        @Override
        public void cut(Cut reason) {}

        @Override
        public void watch(Supplier<Ingress.Load> load) {}

        @Override
        public boolean isShownAt(String path) {
            return false;
        }

        @Override
        public Buffer show() {
            return Buffer.buffer();
        }

        @Override
        public String contentType() {
            return "text/plain";
        }
    }
}

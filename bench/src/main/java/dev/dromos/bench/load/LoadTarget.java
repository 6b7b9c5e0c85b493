package dev.dromos.bench.load;

/** What a load is sent to, and what must come back. */
public final class LoadTarget {
    private final int port;
    private final byte[] body;
    private final int answerBytes;

    /**
     * A target on this machine.
     *
     * @param body handed over
     * @param answerBytes of a right answer: an answer of another size is a failure, whatever its status
     */
    public LoadTarget(int port, byte[] body, int answerBytes) {
        this.port = port;
        this.body = body;
        this.answerBytes = answerBytes;
    }

    int port() {
        return port;
    }

    byte[] body() {
        return body;
    }

    int answerBytes() {
        return answerBytes;
    }
}

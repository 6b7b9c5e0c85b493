package dev.dromos.bench.compare;

/**
 * Tells from turn to turn whether a contestant is warm: for some turns its compilers had next to nothing to do, and a request cost what it
 * had cost before. Cost alone does not tell: while a JVM waits for its second compiler, which takes six seconds for a router and more on a
 * busy machine, a request's cost stands still at four times what it will be.
 */
final class WarmUp {
    private static final double IDLE = 0.05;
    private static final double STILL = 0.95;
    private static final int TURNS = 3;

    private double best = Double.MAX_VALUE;
    private int still;

    /**
     * @param cost of a request, in any unit
     * @param compiling the part of the turn's processor time that compilers took, from 0 to 1
     */
    void turn(double cost, double compiling) {
        still = compiling < IDLE && cost >= best * STILL ? still + 1 : 0;
        best = Math.min(best, cost);
    }

    boolean isWarm() {
        return still >= TURNS;
    }
}

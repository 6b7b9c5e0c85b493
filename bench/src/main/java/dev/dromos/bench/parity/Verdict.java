package dev.dromos.bench.parity;

/** How the two routers agree on one request. The differences on purpose are those that docs/kserve.md explains. */
enum Verdict {
    SAME("the same status, type, body and calls"),
    NESTED_SWITCH("a nested Switch without a match is 404 as at the root, not 500"),
    MEMBER_OF_ANY_KIND(
            "an Ensemble takes a member that is no JSON object, or has failed inside, instead of failing as a whole"),
    SPLITTER_OF_A_HUNDRED_AND_ONE(
            "KServe's Splitter draws one of 101 numbers for 100 per cent, and ends the connection, or itself, on the last"),
    OTHER("not meant to differ");

    private static final String FAILED = "\"error\":\"Failed to process request\"";

    private final String meaning;

    Verdict(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }

    static Verdict of(Observation kserve, Observation dromos, String spec) {
        if (kserve.equals(dromos)) {
            return SAME;
        }
        if (kserve.status() == Observation.CLOSED && spec.contains("Splitter")) {
            return SPLITTER_OF_A_HUNDRED_AND_ONE;
        }
        boolean failed = kserve.status() == 500 && kserve.body().contains(FAILED);
        if (failed && kserve.body().contains("None of the routes matched")) {
            return dromos.status() == 404 || spec.contains("Ensemble") ? NESTED_SWITCH : OTHER;
        }
        if (failed && spec.contains("Ensemble")) {
            return MEMBER_OF_ANY_KIND;
        }
        return OTHER;
    }
}

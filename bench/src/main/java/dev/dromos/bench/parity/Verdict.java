package dev.dromos.bench.parity;

import java.util.List;

/** How the two routers agree on one request. The differences on purpose are those that docs/kserve.md explains. */
enum Verdict {
    SAME("the same status, type, body and calls"),
    NESTED_SWITCH("a nested Switch without a match is 404 as at the root, not 500"),
    MEMBER_OF_ANY_KIND(
            "an Ensemble takes a member that is no JSON object, or has failed inside, instead of failing as a whole"),
    SPLITTER_OF_A_HUNDRED_AND_ONE(
            "KServe's Splitter draws one of 101 numbers for 100 per cent, and ends the connection, or itself, on the last"),
    OTHER("not meant to differ");

    private static final String NO_ROUTE = "None of the routes matched";

    /** What KServe says of all members for the sake of one: its answer is no object, or it is a node that has failed. */
    private static final List<String> MEMBER = List.of("json: cannot unmarshal", "invalid response", NO_ROUTE);

    private final String meaning;

    Verdict(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }

    static Verdict of(Observation kserve, Observation dromos, String spec) {
        if (kserve.equals(dromos) && dromos.isAnswered()) {
            return SAME;
        }
        if (kserve.status() == Observation.CLOSED && spec.contains("Splitter") && dromos.isAnswered()) {
            return SPLITTER_OF_A_HUNDRED_AND_ONE;
        }
        if (kserve.isFailure(NO_ROUTE) && dromos.status() == 404 && dromos.isFailure(NO_ROUTE)) {
            return NESTED_SWITCH;
        }
        boolean forAMember = kserve.status() == 500 && MEMBER.stream().anyMatch(kserve::isFailure);
        if (forAMember && spec.contains("Ensemble") && dromos.isAnswered() && dromos.status() != 500) {
            return MEMBER_OF_ANY_KIND;
        }
        return OTHER;
    }
}

package dev.dromos.nodes.ensemble;

import dev.dromos.nodes.body.BodyRoom;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepResult;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The results of one request's members as they come in. Says as early as it can be said what the Ensemble answers, so that
 * members which can no longer change it can be cancelled: a Hard member's failure is final once every Hard member before it has
 * finished well. Whatever the order of arrival, the verdict is that of {@link EnsembleAnswer#verdict}.
 *
 * <p>For one thread at a time.
 */
public final class Gathering {
    private static final StepResult RUNNING = new StepResult.Failed(new StepFailure.Internal());

    private final EnsembleAnswer answer;
    private final List<StepResult> results;
    private final BitSet finished;
    private final BodyRoom room;
    private boolean given;

    Gathering(EnsembleAnswer answer, BodyRoom room) {
        this.answer = answer;
        this.room = room;
        this.results = new ArrayList<>(Collections.nCopies(answer.size(), RUNNING));
        this.finished = new BitSet(answer.size());
    }

    /**
     * The verdict, from the one result that makes it final; empty before, and for every result after. An Ensemble without
     * members has nothing to add: its verdict is {@link EnsembleAnswer#verdict} of no results.
     *
     * @param member index in step order, each once
     */
    public Optional<StepResult> add(int member, StepResult result) {
        if (finished.get(member)) {
            throw new IllegalArgumentException("member %d has a result already".formatted(member));
        }
        finished.set(member);
        if (given) {
            result.letGo();
            return Optional.empty();
        }
        results.set(member, result);
        var verdict = verdict();
        verdict.ifPresent(this::give);
        return verdict;
    }

    /** What has not become the verdict is wanted no more. */
    @SuppressWarnings("ReferenceEquality") // an equal answer takes room of its own
    private void give(StepResult verdict) {
        given = true;
        for (var result : results) {
            if (result != verdict) {
                result.letGo();
            }
        }
    }

    private Optional<StepResult> verdict() {
        for (var i = 0; i < answer.size(); i++) {
            if (answer.isHard(i) && !finished.get(i)) {
                return Optional.empty();
            }
            if (finished.get(i) && answer.isDecisive(i, results.get(i))) {
                return Optional.of(results.get(i));
            }
        }
        return finished.cardinality() == answer.size() ? Optional.of(answer.verdict(results, room)) : Optional.empty();
    }
}

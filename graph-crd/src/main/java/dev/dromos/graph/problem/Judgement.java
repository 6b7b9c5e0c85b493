package dev.dromos.graph.problem;

import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.problem.Mistake.*;

/**
 * How bad each mistake is. What KServe's webhook or API server refuses, or what would break its router for every caller (a panic, an endless
 * recursion, a reference to nothing), is an error. What KServe takes and serves anyway is a warning in its language; in
 * ours it is an error when it is surely a mistake.
 *
 * <p>Stricter than KServe on purpose: a negative timeout or weight is an error in both languages, though KServe's router would make
 * something of it (no limit at all, a branch that is never drawn), because nobody means that by it. A {@code timeout} of 0 is only a
 * warning in KServe's: it does no harm there, Knative takes its default.
 */
final class Judgement {

    private Judgement() {}

    static Severity of(Mistake mistake, ApiGroup group) {
        return switch (mistake) {
            case InText _,
                    WrongType _,
                    UnknownValue _,
                    MissingField _,
                    WrongKind _,
                    BadGraphName _,
                    NoRoot _,
                    DuplicateStepName _,
                    NoTarget _,
                    ManyTargets _,
                    NoWeight _,
                    WeightOutOfRange _,
                    WeightSum _,
                    UnknownNode _,
                    Cycle _,
                    NoSteps _,
                    KeyCollision _,
                    UnusableBinding _,
                    UnboundService _,
                    TooSmall _,
                    TooGreat _,
                    DeadlineOver _,
                    DelayOrder _,
                    NotOneFallback _,
                    NotForNode _,
                    BadPattern _,
                    MoreProblems _,
                    OverLimit _ -> Severity.ERROR;
            case UnknownField _,
                    MalformedCondition _,
                    NoCondition _,
                    UnknownData _,
                    UnusableUrl _,
                    ZeroTimeout _,
                    NegativeReplicas _,
                    ReplicaOrder _ -> strictIn(group);
            case Unreachable _,
                    EmptyEnsemble _,
                    DoubtfulCondition _,
                    NoSuchOperator _,
                    FirstStepCondition _,
                    FirstStepData _,
                    AfterAlways _,
                    RepeatedCondition _,
                    IgnoredField _ -> Severity.WARNING;
        };
    }

    private static Severity strictIn(ApiGroup group) {
        return switch (group) {
            case KSERVE -> Severity.WARNING;
            case DROMOS -> Severity.ERROR;
        };
    }
}

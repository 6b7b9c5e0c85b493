package dev.dromos.graph.problem;

import java.time.Duration;
import java.util.List;

/** What can be wrong with a graph; {@link Problem} adds where. Each carries what its text shows: found, and expected. */
public sealed interface Mistake {

    /** The message, without the path: lower case, the user's words in backticks, no full stop. */
    default String text() {
        return MistakeText.of(this);
    }

    /** A mistake of the text itself, before anything in it has a path. */
    sealed interface InText extends Mistake {
        Position at();
    }

    /** Neither YAML nor JSON. */
    record Syntax(Position at, String what) implements InText {}

    /** Longer than the reader takes. */
    record TooLong(Position at, int characters, int limit) implements InText {}

    /** Lists and mappings inside each other, more than the reader takes. */
    record TooNested(Position at, int limit) implements InText {}

    /** More uses of {@code *alias} than the reader takes. */
    record TooManyAliases(Position at, int limit) implements InText {}

    /** More values, every alias counted with all that is in it, than the reader takes. */
    record TooManyValues(Position at, int limit) implements InText {}

    /** An alias inside what it stands for. */
    record EndlessAlias(Position at) implements InText {}

    /** A tag other than those of plain YAML. */
    record UnsupportedTag(Position at, String tag) implements InText {}

    /** A mapping or a list where the name of a field should be. */
    record UnusableKey(Position at) implements InText {}

    /** A name without quotes that is a number, a truth value or nothing to YAML, and so becomes another name. */
    record UnquotedKey(Position at, String key) implements InText {}

    /** {@code <<} before something that is no mapping. */
    record UnusableMerge(Position at) implements InText {}

    /** A second field of the same name. */
    record DuplicateKey(Position at, String key, Position first) implements InText {}

    /** No document of the text is a graph. */
    record NoGraph(Position at, List<String> kinds) implements InText {}

    /** A value of another type than the field's; {@code written} is empty for a mapping or a list. */
    record WrongType(String expected, Found found, String written) implements Mistake {}

    /** What a value is, when it is not what it should be. */
    enum Found {
        MAPPING,
        LIST,
        TEXT,
        NUMBER,
        TRUTH,
        NOTHING
    }

    /** A text where only certain words may stand. */
    record UnknownValue(String found, List<String> known) implements Mistake {}

    /** A field nobody reads. */
    record UnknownField(String name, List<String> known) implements Mistake {}

    /** A field that must be there. */
    record MissingField() implements Mistake {}

    /** {@code kind} is not quite InferenceGraph. */
    record WrongKind(String found, String expected) implements Mistake {}

    /** A name KServe's webhook refuses. */
    record BadGraphName(String name, String pattern) implements Mistake {}

    /** No node is called {@code root}. */
    record NoRoot(List<String> known) implements Mistake {}

    /** Two steps of a node have one name. */
    record DuplicateStepName(String name, int first) implements Mistake {}

    /** A step that calls nothing. */
    record NoTarget() implements Mistake {}

    /** A step that calls more than one thing. */
    record ManyTargets(List<String> fields) implements Mistake {}

    /** A branch of a Splitter without a weight. */
    record NoWeight() implements Mistake {}

    /** A weight that is no share of 100. */
    record WeightOutOfRange(long found) implements Mistake {}

    /** The weights of a Splitter do not share out all requests. */
    record WeightSum(int found) implements Mistake {}

    /** A {@code nodeName} that no node has. */
    record UnknownNode(String name, List<String> known) implements Mistake {}

    /** A node that leads back to itself; the first name is repeated at the end. */
    record Cycle(List<String> nodes) implements Mistake {}

    /** A node that no request can come to. */
    record Unreachable() implements Mistake {}

    /** A node that needs steps and has none. */
    record NoSteps(String routerType) implements Mistake {}

    /** An Ensemble without steps, whose answer is always the same. */
    record EmptyEnsemble() implements Mistake {}

    /** Two members of an Ensemble answer under one key. */
    record KeyCollision(String key, int unnamed) implements Mistake {}

    /** A mistake inside a condition. */
    sealed interface InCondition extends Mistake {
        /** Where in the condition, in characters of its text from 0. */
        int offset();
    }

    /** A condition that breaks off where GJSON expects more, or is too long to be asked; what it finds then is nobody's intention. */
    record MalformedCondition(int offset, String what) implements InCondition {}

    /** A condition that GJSON reads in another way than it looks. */
    record DoubtfulCondition(int offset, String what) implements InCondition {}

    /** {@code &&} or {@code ||}, which GJSON does not have. */
    record NoSuchOperator(int offset, String operator) implements InCondition {}

    /** A condition where there is no previous answer to ask. */
    record FirstStepCondition() implements Mistake {}

    /** A case of a Switch that has no condition, and so is never taken. */
    record NoCondition() implements Mistake {}

    /** A case after one that always holds. */
    record AfterAlways(int always) implements Mistake {}

    /** A case with the condition of an earlier one. */
    record RepeatedCondition(int first) implements Mistake {}

    /** A field that this kind of node does not look at. */
    record IgnoredField(String routerType, List<String> readers) implements Mistake {}

    /** A {@code data} that means nothing. */
    record UnknownData(String found, List<String> known) implements Mistake {}

    /** {@code $response} where there is no previous answer. */
    record FirstStepData() implements Mistake {}

    /** A {@code serviceUrl} that cannot be called. */
    record UnusableUrl(String url, UrlFlaw flaw) implements Mistake {}

    /** The address given for a service name cannot be called. */
    record UnusableBinding(String service, UrlFlaw flaw) implements Mistake {}

    /** A {@code serviceName} without an address. */
    record UnboundService(String service) implements Mistake {}

    /** A number smaller than the field's least. */
    record TooSmall(long found, long least, String unit) implements Mistake {}

    /** A number greater than the field's most. */
    record TooGreat(long found, long most, String unit) implements Mistake {}

    /** A {@code timeout} of 0, which Knative reads as none given. */
    record ZeroTimeout() implements Mistake {}

    /** A {@code deadline} after the end of the time that a limit beside it leaves. */
    record DeadlineOver(Duration found, String limit, Duration most) implements Mistake {}

    /** A first pause longer than the longest. */
    record DelayOrder(long initial, long max) implements Mistake {}

    /** A fallback that is not one thing. */
    record NotOneFallback(List<String> fields) implements Mistake {}

    /** A field about calls to a server, at a step that calls a node. */
    record NotForNode(String field) implements Mistake {}

    /** A pattern of header names that is not RE2. */
    record BadPattern(String pattern, String what) implements Mistake {}

    /** Fewer than no replicas. */
    record NegativeReplicas(int found) implements Mistake {}

    /** More replicas at least than at most. */
    record ReplicaOrder(int min, int max) implements Mistake {}

    /** More of something than the limit that an administrator can raise; {@code limit} is the limit's name. */
    record OverLimit(String limit, String unit, int found, int most) implements Mistake {}

    /** What is left out of a list of problems that nobody would read to its end. */
    record MoreProblems(int count) implements Mistake {}

    /** Why a URL cannot be called. */
    enum UrlFlaw {
        SCHEME,
        CONTROL,
        BACKSLASH,
        USER,
        HOST,
        PORT,
        PERCENT
    }
}

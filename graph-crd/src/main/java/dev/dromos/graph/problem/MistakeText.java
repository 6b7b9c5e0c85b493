package dev.dromos.graph.problem;

import static dev.dromos.graph.problem.Words.didYouMean;
import static dev.dromos.graph.problem.Words.list;
import static dev.dromos.graph.problem.Words.quote;

import dev.dromos.graph.KubernetesDuration;
import dev.dromos.graph.problem.Mistake.*;

/** The text of every mistake, in one place so that they read alike. */
final class MistakeText {

    private MistakeText() {}

    // One line per mistake; longer than a method should be, and easier to keep consistent so.
    static String of(Mistake mistake) {
        return switch (mistake) {
            case Syntax(var _, var what) -> Words.message(what);
            case TooLong(var _, var found, var limit) ->
                "the text must have at most %d characters, found %d".formatted(limit, found);
            case TooNested(var _, var limit) -> "must be nested at most %d levels deep, found more".formatted(limit);
            case TooManyAliases(var _, var limit) -> "must use at most %d aliases, found more".formatted(limit);
            case TooManyValues(var _, var limit) ->
                "must hold at most %d values, aliases counted with what they stand for, found more".formatted(limit);
            case EndlessAlias _ -> "an alias must not stand inside what it stands for";
            case UnsupportedTag(var _, var tag) -> "expected plain YAML, found the tag " + quote(tag);
            case UnusableKey _ -> "expected the name of a field, found a mapping or a list";
            case UnquotedKey(var _, var key) ->
                "expected a name, found %s which YAML reads as something else: quote it".formatted(quote(key));
            case UnusableMerge _ -> "expected a mapping or a list of mappings after `<<`";
            case DuplicateKey(var _, var key, var first) ->
                "the field %s is already there on line %d".formatted(quote(key), first.line());
            case NoGraph(var _, var kinds) -> "expected an `InferenceGraph`, found " + list(kinds);
            case WrongType(var expected, var found, var written) ->
                "expected %s, found %s".formatted(expected, found(found, written));
            case UnknownValue(var found, var known) ->
                "expected one of %s, found %s".formatted(list(known), quote(found)) + didYouMean(found, known);
            case UnknownField(var name, var known) -> "unknown field " + quote(name) + didYouMean(name, known);
            case MissingField() -> "required, found nothing";
            case WrongKind(var found, var expected) -> "expected %s, found %s".formatted(quote(expected), quote(found));
            case BadGraphName(var name, var pattern) ->
                "must be lower case letters, digits and `-`, starting with a letter and not ending in `-` (%s), found %s"
                        .formatted(pattern, quote(name));
            case NoRoot(var known) -> "must have a node named `root`, where requests enter, found " + list(known);
            case DuplicateStepName(var name, var first) ->
                "the name %s is already that of steps[%d]".formatted(quote(name), first);
            case NoTarget() -> "must have one of `nodeName`, `serviceName`, `serviceUrl`, found none";
            case ManyTargets(var fields) ->
                "must have only one of `nodeName`, `serviceName`, `serviceUrl`, found " + list(fields);
            case NoWeight() -> "every step of a Splitter must have a weight, found none";
            case WeightOutOfRange(var found) -> "must be 0 to 100, found %d".formatted(found);
            case WeightSum(var found) -> "weights must sum to 100, found %d".formatted(found);
            case UnknownNode(var name, var known) ->
                "no node %s, found %s".formatted(quote(name), list(known)) + didYouMean(name, known);
            case Cycle(var nodes) -> "cycle " + Words.way(nodes);
            case Unreachable() -> "no step that `root` leads to calls this node";
            case NoSteps(var type) -> "a %s must have steps, found none".formatted(type);
            case EmptyEnsemble() -> "an Ensemble without steps always answers `{}`";
            case KeyCollision(var key, var unnamed) ->
                "%s is also the key of steps[%d], which has no name; one answer would overwrite the other"
                        .formatted(quote(key), unnamed);
            case MalformedCondition(var _, var what) -> Words.message(what);
            case DoubtfulCondition(var _, var what) -> Words.message(what);
            case NoSuchOperator(var _, var operator) ->
                "GJSON has no %s and reads it in another way than it looks; nest queries or use a Switch node"
                        .formatted(quote(operator));
            case FirstStepCondition() ->
                "the first step has no previous answer to ask, so every request is answered with 500 `invalid response`";
            case NoCondition() -> "a step of a Switch without a condition is never taken; `@this` always holds";
            case AfterAlways(var always) ->
                "this step is never taken, the condition of steps[%d] always holds".formatted(always);
            case RepeatedCondition(var first) ->
                "this step is never taken, steps[%d] has the same condition".formatted(first);
            case IgnoredField(var type, var readers) ->
                "ignored in %s %s, only %s reads it"
                        .formatted(type.startsWith("E") ? "an" : "a", type, String.join(" or ", readers));
            case UnknownData(var found, var known) ->
                "expected one of %s, found %s which means `$request`".formatted(list(known), quote(found))
                        + didYouMean(found, known);
            case FirstStepData() -> "the first step has no previous answer to send, so `$response` means `$request`";
            case UnusableUrl(var url, var flaw) ->
                flaw(flaw) + ", found " + quote(withoutUser(url)) + "; no call of this step can succeed";
            case UnusableBinding(var service, var flaw) ->
                "the address of service %s is not usable: %s".formatted(quote(service), flaw(flaw));
            case UnboundService(var service) ->
                "no address for service %s, bind it with --service %s=http://host/path"
                        .formatted(quote(service), Words.escape(service));
            case TooSmall(var found, var least, var unit) ->
                "must be at least %d%s, found %d".formatted(least, unit, found);
            case TooGreat(var found, var most, var unit) ->
                "must be at most %d%s, found %d".formatted(most, unit, found);
            case ZeroTimeout() ->
                "expected at least 1 second, found 0 which means Knative's default, as if nothing were given";
            case DeadlineOver(var found, var limit, var most) ->
                "must not be more than %s, found %s and %s"
                        .formatted(quote(limit), KubernetesDuration.text(found), KubernetesDuration.text(most));
            case DelayOrder(var initial, var max) ->
                "must not be more than `maxDelayMs`, found %d and %d".formatted(initial, max);
            case NotOneFallback(var fields) ->
                "must have one of `nodeName`, `serviceName`, `serviceUrl`, `response`, found " + list(fields);
            case NotForNode(var field) ->
                "%s is for calls to a server, this step calls a node: give it to that node's steps"
                        .formatted(quote(field));
            case BadPattern(var pattern, var what) ->
                "expected an RE2 pattern, found %s: %s".formatted(quote(pattern), Words.message(what));
            case NegativeReplicas(var found) -> "must be at least 0, found %d".formatted(found);
            case ReplicaOrder(var min, var max) ->
                "must not be more than `maxReplicas`, found %d and %d".formatted(min, max);
            case MoreProblems(var count) -> "and %d more problems".formatted(count);
            case OverLimit(var limit, var unit, var found, var most) ->
                "must have at most %d %s, found %d; --limit %s=%d raises the limit"
                        .formatted(most, unit, found, limit, found);
        };
    }

    /** A password in a message would end in a log; in a URL that is none it may stand anywhere before an {@code @}. */
    private static String withoutUser(String url) {
        int user = url.lastIndexOf('@');
        return user < 0 ? url : "…" + url.substring(user);
    }

    private static String found(Found found, String written) {
        return switch (found) {
            case MAPPING -> "a mapping";
            case LIST -> "a list";
            case TEXT -> "the text " + quote(written);
            case NUMBER -> "the number " + quote(written);
            case TRUTH -> "the truth value " + quote(written);
            case NOTHING -> "nothing";
        };
    }

    private static String flaw(UrlFlaw flaw) {
        return switch (flaw) {
            case SCHEME -> "must start with `http://` or `https://`";
            case CONTROL -> "must not hold a control character or an unpaired surrogate";
            case BACKSLASH -> "must not hold a backslash";
            case USER -> "must not hold a user name or a password";
            case HOST ->
                "must name a host after the scheme: letters, digits, `-`, `_` and `.`, or an IPv6 address in brackets";
            case PORT -> "the port must be a number from 1 to 65535";
            case PERCENT -> "two hexadecimal digits must follow each `%` of the path";
        };
    }
}

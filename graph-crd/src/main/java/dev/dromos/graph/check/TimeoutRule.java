package dev.dromos.graph.check;

import dev.dromos.graph.crd.InferenceGraphSpec;
import dev.dromos.graph.crd.RouterTimeouts;
import dev.dromos.graph.crd.Size;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import org.jspecify.annotations.Nullable;

/** Timeouts are times: {@code timeout} is more than none, for 0 means no limit only in {@code routerTimeouts}. */
final class TimeoutRule implements Rule {
    @Override
    public void check(Subject subject, Findings findings) {
        InferenceGraphSpec spec = subject.facts().graph().spec();
        if (spec == null) {
            return;
        }
        revision(spec.timeout(), Path.spec().field("timeout"), findings);
        RouterTimeouts timeouts = spec.routerTimeouts();
        if (timeouts != null) {
            Path path = Path.spec().field("routerTimeouts");
            within(timeouts.serverRead(), 0, path.field("serverRead"), findings);
            within(timeouts.serverWrite(), 0, path.field("serverWrite"), findings);
            within(timeouts.serverIdle(), 0, path.field("serverIdle"), findings);
            within(timeouts.serviceClient(), 0, path.field("serviceClient"), findings);
        }
    }

    private static void revision(@Nullable Long seconds, Path path, Findings findings) {
        if (seconds != null && seconds == 0) {
            findings.add(path, new Mistake.ZeroTimeout());
        } else {
            within(seconds, 1, path, findings);
        }
    }

    /** Takes a value of the facts as it is there, absent perhaps. */
    private static void within(@Nullable Long seconds, long least, Path path, Findings findings) {
        if (seconds != null && seconds < least) {
            findings.add(path, new Mistake.TooSmall(seconds, least, least == 1 ? " second" : " seconds"));
        } else if (seconds != null && seconds > Size.SECONDS) {
            findings.add(path, new Mistake.TooGreat(seconds, Size.SECONDS, " seconds"));
        }
    }
}

package dev.dromos.graph.check;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.dromos.graph.crd.HeaderRules;
import dev.dromos.graph.crd.Size;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The patterns of {@code headers.propagate} are RE2, and few and short enough to be asked about every header of every request. */
final class HeaderPatternRule implements Rule {
    @Override
    public void check(Subject subject, Findings findings) {
        subject.spec().ifPresent(spec -> {
            HeaderRules headers = spec.headers();
            if (headers != null) {
                check(headers.propagate(), Path.spec().field("headers").field("propagate"), findings);
            }
        });
    }

    /** Takes a value of the facts as it is there, absent perhaps. */
    private static void check(@Nullable List<@Nullable String> patterns, Path path, Findings findings) {
        if (patterns == null) {
            return;
        }
        if (patterns.size() > Size.PATTERNS) {
            findings.add(path, new Mistake.TooGreat(patterns.size(), Size.PATTERNS, " patterns"));
        }
        for (int i = 0; i < patterns.size(); i++) {
            String pattern = patterns.get(i);
            if (pattern != null) {
                check(pattern, path.item(i), findings);
            }
        }
    }

    private static void check(String pattern, Path path, Findings findings) {
        if (pattern.length() > Size.PATTERN) {
            findings.add(path, new Mistake.BadPattern(pattern, "longer than %d characters".formatted(Size.PATTERN)));
            return;
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            findings.add(path, new Mistake.BadPattern(pattern, e.getDescription()));
        }
    }
}

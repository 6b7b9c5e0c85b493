package dev.dromos.graph.check;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.dromos.graph.crd.HeaderRules;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The patterns of {@code headers.propagate} are RE2. */
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
        for (int i = 0; patterns != null && i < patterns.size(); i++) {
            String pattern = patterns.get(i);
            try {
                if (pattern != null) {
                    Pattern.compile(pattern);
                }
            } catch (PatternSyntaxException e) {
                findings.add(path.item(i), new Mistake.BadPattern(pattern, e.getDescription()));
            }
        }
    }
}

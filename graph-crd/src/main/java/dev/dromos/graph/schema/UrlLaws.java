package dev.dromos.graph.schema;

import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Mistake.UrlFlaw;
import java.util.List;

/**
 * That a {@code serviceUrl} can be called. The characters of its host are looked at, not their order; ports and percent escapes are left
 * to the checker: a rule that is asked of 4096 steps may not cost that much.
 */
final class UrlLaws {
    private static final String URL = "self.serviceUrl";

    /** Without what may be a password. */
    private static final String SHOWN =
            "%1$s.contains('@') ? '…' + %1$s.substring(%1$s.lastIndexOf('@')) : %1$s".formatted(URL);

    static final List<Law> ALL = List.of(
            law(UrlFlaw.SCHEME, matches("^(?i:https?)://")),
            // Not from the start of the text: a longer pattern is more than the API server has time for.
            law(UrlFlaw.HOST, "!%s.contains('://') || ".formatted(URL) + matches("//[\\w.:@[\\]-]+([/?#\\\\]|$)")),
            law(UrlFlaw.BACKSLASH, "!%s.contains(%s)".formatted(URL, Law.quote("\\"))),
            silent(UrlFlaw.USER, "!" + matches("^[^/]+//[^/?#]*@")),
            silent(UrlFlaw.CONTROL, "!" + matches("[[:cntrl:]]")));

    private UrlLaws() {}

    private static Law law(UrlFlaw flaw, String holds) {
        return Law.of(ifGiven(holds), new Mistake.UnusableUrl(Law.HOLE, flaw).text(), SHOWN)
                .at(".serviceUrl");
    }

    /** Without the URL: it is a password that is wrong with it, or what cannot be shown. */
    private static Law silent(UrlFlaw flaw, String holds) {
        return Law.of(ifGiven(holds), Law.before(", found", new Mistake.UnusableUrl("", flaw).text()))
                .at(".serviceUrl");
    }

    private static String ifGiven(String holds) {
        return "!has(%1$s) || %1$s == '' || %2$s".formatted(URL, holds);
    }

    private static String matches(String pattern) {
        return "%s.matches(%s)".formatted(URL, Law.quote(pattern));
    }
}

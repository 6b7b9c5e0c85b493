package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake;

/** A {@code serviceUrl} can be called. */
final class UrlRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        subject.targets().forEach(at -> {
            String url = at.serviceUrl();
            if (url != null && ServiceUrl.parse(url) instanceof ServiceUrl.Flawed(var flaw)) {
                findings.add(at.path().field("serviceUrl"), new Mistake.UnusableUrl(url, flaw));
            }
        });
    }
}

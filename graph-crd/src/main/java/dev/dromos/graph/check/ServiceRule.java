package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake;
import java.net.URI;
import java.util.Map;

/** A {@code serviceName} has an address, once addresses are given at all. */
final class ServiceRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        if (subject.options().services() instanceof Services.Bound(var addresses)) {
            subject.targets().forEach(at -> check(at, addresses, findings));
        }
    }

    private static void check(Subject.TargetAt at, Map<String, URI> addresses, Findings findings) {
        String service = at.serviceName();
        // With both, the URL is what KServe's controller resolved the name to.
        if (service == null || at.serviceUrl() != null) {
            return;
        }
        var path = at.path().field("serviceName");
        URI address = addresses.get(service);
        if (address == null) {
            findings.add(path, new Mistake.UnboundService(service));
        } else if (ServiceUrl.parse(address.toString()) instanceof ServiceUrl.Flawed(var flaw)) {
            findings.add(path, new Mistake.UnusableBinding(service, flaw));
        }
    }
}

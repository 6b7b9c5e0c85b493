package dev.dromos.graph.check;

import dev.dromos.graph.crd.ObjectMeta;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import dev.dromos.graph.read.Facts;
import java.util.regex.Pattern;

/** A graph's name is one that KServe's webhook takes, since the name becomes that of a service. */
final class GraphNameRule implements Rule {
    private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

    @Override
    public void check(Subject subject, Findings findings) {
        ObjectMeta metadata = subject.facts().graph().metadata();
        // What a program hands to a router is about the spec, be it with kind and version around it.
        boolean unnamed = metadata == null && subject.options().controllerForm();
        if (unnamed || subject.facts().form() == Facts.Form.BARE_SPEC) {
            return;
        }
        Path path = Path.root().field("metadata").field("name");
        String name = metadata == null ? null : metadata.name();
        if (name == null) {
            // The API server makes a name from generateName before anyone reads it.
            if (metadata == null || !metadata.others().containsKey("generateName")) {
                findings.add(path, new Mistake.MissingField());
            }
        } else if (!NAME.matcher(name).matches()) {
            findings.add(path, new Mistake.BadGraphName(name, "^%s$".formatted(NAME.pattern())));
        }
    }
}

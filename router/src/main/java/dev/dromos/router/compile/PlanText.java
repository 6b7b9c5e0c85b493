package dev.dromos.router.compile;

import dev.dromos.graph.Condition;
import dev.dromos.graph.Fallback;
import dev.dromos.graph.Graph;
import dev.dromos.graph.Node;
import dev.dromos.graph.Node.Ensemble;
import dev.dromos.graph.Node.Sequence;
import dev.dromos.graph.Node.Splitter;
import dev.dromos.graph.Node.Stage;
import dev.dromos.graph.Node.Switch;
import dev.dromos.graph.Step;
import dev.dromos.graph.Target;
import dev.dromos.graph.problem.Printable;
import java.util.HashSet;
import java.util.Set;

/**
 * A graph drawn as a tree from its root, one line a step. A node that several steps lead to is drawn where it is first met and
 * named after that.
 */
public final class PlanText {
    private final Graph graph;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> drawn = new HashSet<>();

    private PlanText(Graph graph) {
        this.graph = graph;
    }

    public static String of(Graph graph) {
        var plan = new PlanText(graph);
        plan.terms();
        plan.head(graph.root());
        plan.steps(graph.root(), "", false);
        return plan.text.toString();
    }

    private void terms() {
        var terms = PolicyText.of(graph);
        if (!terms.isEmpty()) {
            text.append(Printable.of(terms)).append('\n');
        }
    }

    private void head(Node node) {
        text.append(Printable.of(node.name()))
                .append("  ")
                .append(NodeKind.of(node))
                .append('\n');
    }

    /** @param more whether something else follows at the same indent */
    private void steps(Node node, String indent, boolean more) {
        drawn.add(node.name());
        var steps = node.steps();
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i == steps.size() - 1 && !more;
            text.append(indent).append(last ? "└─ " : "├─ ");
            step(node, i, indent + (last ? "   " : "│  "));
        }
    }

    private void step(Node node, int index, String indent) {
        var step = node.steps().get(index);
        line(label(node, index), address(step.target()) + notes(node, index) + PolicyText.of(step.policy()));
        boolean fallback = !(step.policy().fallback() instanceof Fallback.None);
        below(step.target(), indent, fallback);
        if (fallback) {
            text.append(indent).append("└─ ");
            fallback(step.policy().fallback(), indent + "   ");
        }
    }

    private void line(String label, String what) {
        text.append(Printable.of(label + "  " + what)).append('\n');
    }

    /** The steps of the node that is called here, where it is called first. */
    private void below(Target target, String indent, boolean more) {
        if (target instanceof Target.NodeRef(var name) && !drawn.contains(name)) {
            steps(graph.node(name), indent, more);
        }
    }

    private void fallback(Fallback fallback, String indent) {
        switch (fallback) {
            case Fallback.None() -> {}
            case Fallback.Response response ->
                line("fallback", PolicyText.response(response) + PolicyText.causes(response.statuses()));
            case Fallback.To(var target, var statuses) -> {
                line("fallback", address(target) + PolicyText.causes(statuses));
                below(target, indent, false);
            }
        }
    }

    private String address(Target target) {
        return switch (target) {
            case Target.NodeRef(var name) ->
                "-> " + name + "  " + NodeKind.of(graph.node(name)) + (drawn.contains(name) ? ", drawn above" : "");
            case Target.Url(var uri) -> "POST " + uri;
            case Target.Service(var name) -> "service " + name;
            case Target.Unusable(var written) -> "unusable URL " + written;
        };
    }

    private static String label(Node node, int index) {
        if (node instanceof Ensemble ensemble) {
            return ensemble.members().get(index).key();
        }
        var name = node.steps().get(index).name();
        return name.isEmpty() ? "[" + index + "]" : name;
    }

    private static String notes(Node node, int index) {
        return switch (node) {
            case Sequence sequence ->
                notes(sequence.stages().get(index))
                        + hard(sequence.stages().get(index).step());
            case Switch choice -> when(choice.cases().get(index).condition(), "  never: it has no condition");
            case Splitter splitter ->
                "  %d %%".formatted(splitter.branches().get(index).weight().percent());
            case Ensemble ensemble -> hard(ensemble.members().get(index).step());
        };
    }

    private static String notes(Stage stage) {
        var input = stage.input() == Node.Input.RESPONSE ? "  <- $response" : "";
        var mapped = stage.mapsPredictionsToInstances() ? "  predictions as instances" : "";
        return input + mapped + when(stage.condition(), "");
    }

    private static String when(Condition condition, String none) {
        return switch (condition) {
            case Condition.Exists(var path) -> "  when " + path.text();
            case Condition.None() -> none;
        };
    }

    private static String hard(Step step) {
        return step.isHard() ? "  hard" : "";
    }
}

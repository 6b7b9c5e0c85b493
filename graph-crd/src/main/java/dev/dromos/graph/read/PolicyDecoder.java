package dev.dromos.graph.read;

import dev.dromos.graph.KubernetesDuration;
import dev.dromos.graph.crd.FallbackPolicy;
import dev.dromos.graph.crd.HedgePolicy;
import dev.dromos.graph.crd.RetryPolicy;
import dev.dromos.graph.crd.StepDefaults;
import dev.dromos.graph.problem.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a step does about slow and failed calls, as facts. */
final class PolicyDecoder {
    private static final Pattern CAUSE = Pattern.compile(RetryPolicy.CAUSE);
    private static final Pattern STATUS = Pattern.compile("[345][0-9][0-9]");

    private final Notes notes;

    PolicyDecoder(Notes notes) {
        this.notes = notes;
    }

    StepDefaults defaults(Located value, Path path) {
        var fields = Fields.of(value, path, notes);
        var defaults = new StepDefaults(
                fields.duration("timeout"), fields.value("retry", this::retry), fields.value("hedge", this::hedge));
        fields.refuseOthers();
        return defaults;
    }

    RetryPolicy retry(Located value, Path path) {
        var fields = Fields.of(value, path, notes);
        var retry = new RetryPolicy(
                fields.whole("maxRetries"),
                fields.whole("initialDelayMs"),
                fields.whole("maxDelayMs"),
                fields.list("causes", this::cause));
        fields.refuseOthers();
        return retry;
    }

    HedgePolicy hedge(Located value, Path path) {
        var fields = Fields.of(value, path, notes);
        var hedge = new HedgePolicy(fields.value("after", this::delay), fields.whole("budgetPercent"));
        fields.refuseOthers();
        return hedge;
    }

    FallbackPolicy fallback(Located value, Path path) {
        var fields = Fields.of(value, path, notes);
        var fallback = new FallbackPolicy(
                fields.text("nodeName"),
                fields.text("serviceName"),
                fields.text("serviceUrl"),
                fields.json("response"),
                fields.readable("statuses", this::status));
        fields.refuseOthers();
        return fallback;
    }

    private @Nullable String cause(Located value, Path path) {
        if (value instanceof Located.Scalar scalar
                && CAUSE.matcher(scalar.text()).matches()) {
            return scalar.text();
        }
        notes.refuse(path, "`connect`, `reset`, `timeout` or a status from 400 to 599", value);
        return null;
    }

    private @Nullable Integer status(Located value, Path path) {
        if (value instanceof Located.Scalar scalar
                && scalar.kind() == Located.Kind.WHOLE
                && STATUS.matcher(scalar.text()).matches()) {
            return Integer.valueOf(scalar.text());
        }
        notes.refuse(path, "a status from 300 to 599", value);
        return null;
    }

    private HedgePolicy.@Nullable Delay delay(Located value, Path path) {
        if (value instanceof Located.Scalar scalar && scalar.kind() == Located.Kind.TEXT) {
            if (scalar.text().equals(HedgePolicy.P95)) {
                return new HedgePolicy.Delay.P95();
            }
            var time = KubernetesDuration.parse(scalar.text());
            if (time.isPresent()) {
                return new HedgePolicy.Delay.Fixed(time.get());
            }
        }
        notes.refuse(path, "`p95` or a duration such as 200ms", value);
        return null;
    }
}

package dev.dromos.router.cli;

import dev.dromos.graph.KubernetesDuration;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An option's value that is a duration, written as in a graph. */
final class DurationOption implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        return KubernetesDuration.parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        "expected %s, found `%s`".formatted(KubernetesDuration.EXPECTED, text)));
    }
}

package dev.dromos.bench.micro;

import com.fasterxml.jackson.core.JsonFactory;
import dev.dromos.bench.load.JsonBody;
import dev.dromos.graph.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Whether bytes are JSON, against reading every token of them with Jackson. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ValidityBenchmark { // neither final nor package-private: JMH extends it
    private static final JsonFactory JACKSON = new JsonFactory();

    @Param({"1000", "1000000"})
    int bytes;

    /** Numbers are the dearest to check, strings the cheapest. */
    @Param({"numbers", "probabilities", "text"})
    String kind = "";

    private byte[] json = {};

    @Setup
    public void fill() {
        json = switch (kind) {
            case "numbers" -> JsonBody.answer(bytes);
            case "probabilities" -> filled("{\"predictions\": [", "0.98765432109876, ", "1.0]}");
            default -> filled("{\"text\":\"", "lorem ipsum ", "\"}");
        };
    }

    private byte[] filled(String opening, String part, String end) {
        return (opening + part.repeat(bytes / part.length()) + end).getBytes(StandardCharsets.US_ASCII);
    }

    @Benchmark
    public boolean dromos() {
        return JsonText.isValid(json);
    }

    @Benchmark
    public int jackson() throws IOException {
        int tokens = 0;
        try (var parser = JACKSON.createParser(json)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }
}

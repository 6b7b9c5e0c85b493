package dev.dromos.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dromos.graph.gjson.GjsonPath;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Conditions on a request of 1 KB, against building a Jackson tree of it and walking that to the same answer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class GjsonBenchmark { // neither final nor package-private: JMH extends it
    private static final int BYTES = 1_000;
    private static final ObjectMapper JACKSON = new ObjectMapper();

    /** What is looked for stands at the end, so that everybody has to pass the rest. */
    private final byte[] json = document();

    private final GjsonPath equals = GjsonPath.parse("[@this].#(source==client5)");
    private final GjsonPath key = GjsonPath.parse("meta.model.version");
    private final GjsonPath nested = GjsonPath.parse("people.#(name==\"blue\").scores.#(>0.9)");

    private static byte[] document() {
        var head = "{\"instances\":[";
        var tail = "0.5],\"people\":[{\"name\":\"red\",\"scores\":[0.1]},{\"name\":\"blue\",\"scores\":[0.1,0.95]}],"
                + "\"meta\":{\"model\":{\"version\":\"7\"}},\"source\":\"client5\"}";
        var numbers = "0.25,".repeat((BYTES - head.length() - tail.length()) / 5);
        return (head + numbers + tail).getBytes(StandardCharsets.US_ASCII);
    }

    @Benchmark
    public boolean equalsGjson() {
        return equals.exists(json);
    }

    @Benchmark
    public boolean equalsJackson() throws IOException {
        return JACKSON.readTree(json).path("source").asText().equals("client5");
    }

    @Benchmark
    public boolean keyGjson() {
        return key.exists(json);
    }

    @Benchmark
    public boolean keyJackson() throws IOException {
        return !JACKSON.readTree(json)
                .path("meta")
                .path("model")
                .path("version")
                .isMissingNode();
    }

    @Benchmark
    public boolean nestedGjson() {
        return nested.exists(json);
    }

    @Benchmark
    public boolean nestedJackson() throws IOException {
        for (JsonNode person : JACKSON.readTree(json).path("people")) {
            if (person.path("name").asText().equals("blue")) {
                for (JsonNode score : person.path("scores")) {
                    if (score.asDouble() > 0.9) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** What a Switch does for a request: the check that a path needs, and the path. */
    @Benchmark
    public boolean validThenEqualsGjson() {
        return JsonText.isValid(json) && equals.exists(json);
    }
}

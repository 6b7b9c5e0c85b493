package dev.dromos.router.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SharedServingTest {
    @Test
    void theRouterOfOneGraphSaysThatItIsNone() {
        var err = new StringWriter();
        var surroundings = new Surroundings(
                InputStream.nullInputStream(), new PrintWriter(new StringWriter()), new PrintWriter(err), Map.of());

        int exit = Dromos.run(surroundings, "serve", "--watch-namespace", "team-a");

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("--watch-namespace: this is the router of one graph, which cannot ask a cluster; "
                        + "`./dromos serve --watch-namespace` starts one that can%n".formatted());
    }
}

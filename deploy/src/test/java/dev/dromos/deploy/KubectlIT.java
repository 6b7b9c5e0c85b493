package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The {@code console} blocks of the reference are what {@code kubectl} prints. {@code -Dgolden.write=true} rewrites them. */
@ExtendWith(WithApiServer.class)
final class KubectlIT {
    private static final Path REFERENCE = Golden.REPOSITORY.resolve("docs/reference/crd.md");

    @Test
    void theReferenceShowsWhatKubectlPrints(ApiServer server, @TempDir Path home) throws Exception {
        var kubectl = new Kubectl(server, home);
        var commands = new AtomicInteger();
        var shown = kubectl.transcript(Files.readString(REFERENCE), _ -> commands.incrementAndGet());

        kubectl.run("kubectl delete ig --all");
        assertThat(commands).hasValueGreaterThan(5);
        Golden.verify(REFERENCE, shown);
    }

    @Test
    void kustomizeMakesTheDefinition(ApiServer server, @TempDir Path home) throws Exception {
        var said = new Kubectl(server, home).run("kubectl create --dry-run=client -o name -k deploy/manifests/crd");

        assertThat(said).isEqualTo("customresourcedefinition.apiextensions.k8s.io/inferencegraphs.dromos.dev\n");
    }
}

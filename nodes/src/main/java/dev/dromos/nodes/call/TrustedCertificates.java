package dev.dromos.nodes.call;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads PEM files into what Vert.x trusts. Blocks: for the start of a process. */
final class TrustedCertificates {
    private static final String MARK = "-----BEGIN CERTIFICATE-----";

    private TrustedCertificates() {}

    static PemTrustOptions read(Trust.Pem trust) {
        var options = new PemTrustOptions();
        try {
            for (var file : trust.files()) {
                options.addCertValue(Buffer.buffer(Files.readAllBytes(file)));
            }
            for (var directory : trust.directories()) {
                addAll(options, directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (options.getCertValues().isEmpty()) {
            throw new IllegalArgumentException("no certificates in %s".formatted(trust));
        }
        return options;
    }

    private static void addAll(PemTrustOptions options, Path directory) throws IOException {
        List<Path> files;
        try (var entries = Files.list(directory)) {
            files = entries.filter(Files::isRegularFile).sorted().toList();
        }
        for (var file : files) {
            var bytes = Files.readAllBytes(file);
            if (new String(bytes, StandardCharsets.ISO_8859_1).contains(MARK)) {
                options.addCertValue(Buffer.buffer(bytes));
            }
        }
    }
}

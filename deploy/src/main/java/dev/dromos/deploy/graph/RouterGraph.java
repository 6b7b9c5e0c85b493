package dev.dromos.deploy.graph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dromos.graph.read.ReadLimits;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** A graph as a router is given it, as JSON. */
public record RouterGraph(String text) {
    /** Of no more than a graph can be: what it reads may be somebody else's. */
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(ReadLimits.DEFAULT.depth())
                    .maxDocumentLength(ReadLimits.DEFAULT.characters())
                    .build())
            .build());

    /** Linux passes no argument of more than 128 KiB; the rest is for quotes that a shell or a runtime may add. */
    private static final int LARGEST_ARGUMENT = 96 * 1024;

    /** Whether it can be an argument of a process. */
    public boolean fitsArgument() {
        return text.getBytes(StandardCharsets.UTF_8).length <= LARGEST_ARGUMENT;
    }

    /** Ten hexadecimal digits that another graph does not have. */
    public String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 5);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }

    /** The addresses that its services have in it; none when it is not readable. */
    public Map<String, URI> addresses() {
        var addresses = new LinkedHashMap<String, URI>();
        try {
            JsonNode graph = MAPPER.readTree(text);
            JsonNode spec = graph.has("spec") ? graph.path("spec") : graph;
            for (JsonNode node : spec.path("nodes")) {
                for (JsonNode step : node.path("steps")) {
                    addAddress(step, addresses);
                    addAddress(step.path("fallback"), addresses);
                }
            }
        } catch (JsonProcessingException foreign) {
            return Map.of(); // somebody else wrote it
        }
        return addresses;
    }

    private static void addAddress(JsonNode target, Map<String, URI> addresses) {
        String name = target.path("serviceName").asText();
        String address = target.path("serviceUrl").asText();
        if (!name.isEmpty() && !address.isEmpty()) {
            try {
                addresses.put(name, URI.create(address));
            } catch (IllegalArgumentException foreign) {
                addresses.remove(name);
            }
        }
    }
}

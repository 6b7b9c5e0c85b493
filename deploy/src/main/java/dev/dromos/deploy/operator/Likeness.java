package dev.dromos.deploy.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Whether an object is as it is wanted: it has all that is wanted, and was wanted so when it was written last, so that it has nothing which is
 * wanted no more. What others have added to it is no difference, and neither is what the API server or a webhook fills in: those that own
 * fields cannot tell, since to Knative's definition a list of containers is one field.
 */
final class Likeness {
    /** On what the operator has written: of what. */
    static final String MARK = "dromos.dev/applied";

    /** Texts under these can be written in several ways. */
    private static final Set<String> OF_QUANTITIES = Set.of("requests", "limits");

    /** Under these an empty text is something; the API server leaves out any other. */
    private static final Set<String> OF_LABELS = Set.of("annotations", "labels", "matchLabels", "nodeSelector");

    private final KubernetesSerialization serialization;

    Likeness(KubernetesSerialization serialization) {
        this.serialization = serialization;
    }

    boolean isLike(HasMetadata actual, HasMetadata wanted) {
        return has(tree(actual), tree(marked(wanted)), "");
    }

    /** The same with the mark that it is recognised by. */
    HasMetadata marked(HasMetadata wanted) {
        var marked = serialization.clone(wanted);
        var annotations = new LinkedHashMap<>(annotations(wanted));
        annotations.put(MARK, hash(wanted));
        marked.getMetadata().setAnnotations(annotations);
        return marked;
    }

    /** Kubernetes' model has null for none. */
    @SuppressWarnings("ConstantValue")
    private static Map<String, String> annotations(HasMetadata object) {
        var annotations = object.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    /** Who counts pods is no part of what is written: their number is seen, and may be somebody else's from the second time on. */
    private String hash(HasMetadata wanted) {
        JsonNode tree = tree(wanted);
        if (tree.path("spec") instanceof ObjectNode spec) {
            spec.remove("replicas");
        }
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(tree.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }

    private JsonNode tree(HasMetadata object) {
        return serialization.convertValue(object, JsonNode.class);
    }

    /** @param parent the name of the field that both are in, or of one further up that says more */
    private static boolean has(JsonNode actual, JsonNode wanted, String parent) {
        if (wanted.isObject()) {
            return wanted.properties().stream()
                    .allMatch(field -> has(
                            actual.path(field.getKey()),
                            field.getValue(),
                            OF_QUANTITIES.contains(parent) || OF_LABELS.contains(parent) ? parent : field.getKey()));
        }
        if (wanted.isArray()) {
            return hasAll(actual, wanted);
        }
        return actual.equals(wanted)
                || (OF_QUANTITIES.contains(parent) && isSameQuantity(actual, wanted))
                || (actual.isMissingNode() && isEmptyText(wanted) && !OF_LABELS.contains(parent));
    }

    private static boolean isEmptyText(JsonNode node) {
        return node.isTextual() && node.asText().isEmpty();
    }

    /** In the order in which they are wanted; only things that have names are none of ours where they are not wanted. */
    private static boolean hasAll(JsonNode actual, JsonNode wanted) {
        var named = StreamSupport.stream(wanted.spliterator(), false).allMatch(one -> one.has("name"));
        if (named) {
            return StreamSupport.stream(wanted.spliterator(), false)
                    .allMatch(one ->
                            StreamSupport.stream(actual.spliterator(), false).anyMatch(other -> has(other, one, "")));
        }
        return actual.size() == wanted.size()
                && IntStream.range(0, wanted.size()).allMatch(i -> has(actual.path(i), wanted.path(i), ""));
    }

    private static boolean isSameQuantity(JsonNode actual, JsonNode wanted) {
        try {
            return new Quantity(actual.asText())
                            .getNumericalAmount()
                            .compareTo(new Quantity(wanted.asText()).getNumericalAmount())
                    == 0;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}

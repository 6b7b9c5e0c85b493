package dev.dromos.deploy.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

final class OwnFieldsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CREATED = """
            {"manager":"dromos-operator","operation":"Update","fieldsV1":{"f:spec":{"f:replicas":{},"f:template":{"f:a":{}}}}}""";
    private static final String APPLIED = """
            {"manager":"dromos-operator","operation":"Apply","fieldsV1":{"f:spec":{"f:template":{"f:b":{}}}}}""";
    private static final String STATUS = """
            {"manager":"dromos-operator","operation":"Update","subresource":"status","fieldsV1":{"f:status":{}}}""";
    private static final String OF_ANOTHER = """
            {"manager":"autoscaler","operation":"Update","subresource":"scale","fieldsV1":{"f:spec":{"f:replicas":{}}}}""";

    @Test
    void whatWasCreatedIsHandedOverToWhatIsApplied() throws JsonProcessingException {
        var own = own(false, STATUS, CREATED, OF_ANOTHER);

        assertThat(own.areToBeHandedOver()).isTrue();
        assertThat(own.handedOver()).isEqualTo(tree(STATUS, OF_ANOTHER, CREATED.replace("Update", "Apply")));
        assertThat(new OwnFields(own.handedOver(), "dromos-operator", false).areToBeHandedOver())
                .isFalse();
    }

    @Test
    void bothOfItsEntriesBecomeOne() throws JsonProcessingException {
        assertThat(own(false, APPLIED, CREATED).handedOver()).isEqualTo(tree("""
                {"manager":"dromos-operator","operation":"Apply","fieldsV1":{"f:spec":{"f:replicas":{},"f:template":{"f:a":{},"f:b":{}}}}}"""));
    }

    @Test
    void theNumberOfPodsIsGivenUpWhereItIsLeftToOthers() throws JsonProcessingException {
        String fixed = CREATED.replace("Update", "Apply");

        assertThat(own(false, fixed).areToBeHandedOver()).isFalse();
        assertThat(own(true, fixed).areToBeHandedOver()).isTrue();
        assertThat(own(true, fixed).handedOver()).isEqualTo(tree("""
                {"manager":"dromos-operator","operation":"Apply","fieldsV1":{"f:spec":{"f:template":{"f:a":{}}}}}"""));
    }

    @Test
    void nothingOfItsOwnIsNothingToHandOver() throws JsonProcessingException {
        assertThat(own(true, STATUS, OF_ANOTHER).areToBeHandedOver()).isFalse();
        assertThat(own(true, APPLIED, OF_ANOTHER).areToBeHandedOver()).isFalse();
    }

    private static OwnFields own(boolean leavesCount, String... entries) throws JsonProcessingException {
        return new OwnFields(tree(entries), "dromos-operator", leavesCount);
    }

    private static JsonNode tree(String... entries) throws JsonProcessingException {
        return MAPPER.readTree("[" + String.join(",", entries) + "]");
    }
}

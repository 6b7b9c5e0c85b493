package dev.dromos.graph.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class LimitsTest {

    @Test
    void eachLimitIsRaisedByItsName() {
        var raised = Limits.DEFAULT
                .with("nodes", 1)
                .with("steps", 2)
                .with("depth", 3)
                .with("condition", 4);

        assertThat(raised).isEqualTo(new Limits(1, 2, 3, 4));
        assertThat(Limits.NAMES)
                .allSatisfy(name -> assertThat(Limits.DEFAULT.with(name, 9)).isNotEqualTo(Limits.DEFAULT));
    }

    @Test
    void refusesWhatIsNoLimit() {
        assertThatThrownBy(() -> Limits.DEFAULT.with("node", 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no limit `node`, found nodes, steps, depth, condition");
        assertThatThrownBy(() -> Limits.DEFAULT.with("nodes", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limits must be at least 1, found nodes=0 steps=64 depth=16 condition=1024");
    }
}

package dev.dromos.examples.models;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataTest {

    @Test
    void irisHasFiftyFlowersOfEachSpecies() {
        var species = IrisData.load().rows().stream().collect(groupingBy(Table.Row::label, counting()));

        assertThat(species).isEqualTo(Map.of("setosa", 50L, "versicolor", 50L, "virginica", 50L));
    }

    /** The two rows in which the copy at UCI differs. */
    @Test
    void irisIsAsInFishersPaper() {
        var rows = IrisData.load().rows();

        assertThat(rows.get(34).values()).isEqualTo(List.of(4.9, 3.1, 1.5, 0.2));
        assertThat(rows.get(37).values()).isEqualTo(List.of(4.9, 3.6, 1.4, 0.1));
    }

    @Test
    void drawnDataIsTheSameEveryTime() {
        assertThat(CardData.load()).isEqualTo(CardData.load());
        assertThat(PetData.dogsByBreed()).isEqualTo(PetData.dogsByBreed());
    }

    @Test
    void everyRowIsEitherLearntFromOrHeldOut() {
        var table = CardData.load();

        var training = table.training().rows();
        var heldOut = table.heldOut().rows();

        assertThat(training.size() + heldOut.size()).isEqualTo(table.rows().size());
        assertThat(heldOut).hasSize(table.rows().size() / 5).doesNotContainAnyElementsOf(training);
    }
}

package dev.dromos.nodes.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.call.Calls;
import org.junit.jupiter.api.Test;

final class ByteBudgetTest {
    private final ByteBudget budget = new ByteBudget(100);
    private final ByteBudget.Lease lease = budget.lease();

    @Test
    void whatDoesNotFitIsNotTaken() {
        assertThat(lease.tryTake(60)).isTrue();
        assertThat(budget.lease().tryTake(41)).isFalse();
        assertThat(budget.lease().tryTake(40)).isTrue();
        assertThat(lease.tryTake(1)).isFalse();

        assertThat(budget.held()).isEqualTo(100);
    }

    @Test
    void aNewRequestLeavesRoomForAnswers() {
        var shared = new ByteBudget(100, 50);
        var running = shared.lease();
        assertThat(running.tryTakeForRequest(40)).isTrue();
        assertThat(shared.lease().tryTakeForRequest(11)).isFalse();
        assertThat(running.tryTake(60)).isTrue();

        assertThat(shared.held()).isEqualTo(100);
    }

    @Test
    void theEndGivesBackWhatIsLeft() {
        lease.tryTake(60);
        lease.giveBack(20);
        assertThat(budget.held()).isEqualTo(40);

        lease.end();
        lease.end();

        assertThat(budget.held()).isZero();
    }

    @Test
    void nothingIsTakenOrGivenBackAfterTheEnd() {
        lease.tryTake(60);
        lease.end();

        assertThat(lease.tryTake(10)).isFalse();
        lease.giveBack(60);

        assertThat(budget.held()).isZero();
    }

    @Test
    void aPayloadGivesItsRoomBackOnce() {
        lease.tryTake(60);
        var payload = Calls.payload("{}").countedBy(lease, 60);

        payload.letGo();
        payload.letGo();

        assertThat(budget.held()).isZero();
    }

    @Test
    void whatIsKeptIsThereUntilTheEnd() {
        lease.tryTake(60);
        var payload = Calls.payload("{}").countedBy(lease, 60);

        payload.keep();
        payload.letGo();

        assertThat(budget.held()).isEqualTo(60);
        lease.end();
        assertThat(budget.held()).isZero();
    }

    @Test
    void whatIsMadeOfAPayloadTakesItsPlace() {
        lease.tryTake(60);
        var payload = Calls.payload("{}").countedBy(lease, 60);
        var other = Calls.payload("[]").inPlaceOf(payload);

        payload.letGo();
        assertThat(budget.held()).isEqualTo(60);
        other.letGo();

        assertThat(budget.held()).isZero();
    }
}

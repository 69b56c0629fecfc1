package torg.sync.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import torg.api.table.Change;
import torg.api.table.Write;
import torg.sync.SmallHouse;
import torg.sync.compare.Comparison.Finding;
import torg.sync.compare.Comparison.Kind;

/** Both sides beside each other: what nobody announced is found, nothing is written, and the next reading of everything does what was told. */
class ComparingTest extends SmallHouse {
    @Test
    void sidesThatAgreeDifferInNothing() {
        everything();
        for (var map : maps.maps()) assertThat(compared(map.name()).findings()).as(map.name()).isEmpty();
        assertThat(compared("accounts").records()).isEqualTo(3);
    }

    @Test
    void beforeAnythingIsReadItSaysWhatWouldBeMadeAndWhatTurnedAway() {
        erp.with("Customers", Map.of("Name", "Nameless", "Currency", "USD")).with("Orders", Map.of("Number", "SO-3", "Customer", "A", "Status", "Unheard of"));
        assertThat(compared("accounts").counts()).containsEntry(Kind.ONLY_THERE, 3L);
        assertThat(compared("orders").findings()).filteredOn(finding -> finding.kind() == Kind.NOT_TAKEN).singleElement().satisfies(finding -> assertThat(finding.reason()).contains("Unheard of"));
        assertThat(tables.find(SYNC, "account", "A")).as("nothing is written").isEmpty();
        assertThat(ledger.failureCount(10)).isZero();
        assertThat(map("accounts")).satisfies(map -> assertThat(ledger.completed(map)).isEmpty());
    }

    @Test
    void whatChangedOnEitherSideWithoutAWordIsFoundAndTheNextReadingMendsIt() {
        everything();
        erp.entities.get("Customers").getFirst().put("Name", "Alfa & Sons");
        tables.write(SYNC, Write.of(new Change.Update("account", "B", Map.of("name", "Bett"))).from("dynamics"));
        erp.with("Customers", Map.of("Id", "D", "Name", "Delta", "Currency", "USD"));
        tables.write(SYNC, Write.of(new Change.Put("account", "Z", Map.of("name", "Zulu"))).from("dynamics"));
        erp.entities.get("Customers").removeIf(customer -> customer.get("Id").equals("C"));
        assertThat(compared("accounts").findings()).extracting(Finding::kind, Finding::key, Finding::differences)
                .containsExactlyInAnyOrder(tuple(Kind.DIFFERS, "A", List.of(new Difference("name", "Alfa", "Alfa & Sons"))), tuple(Kind.DIFFERS, "B", List.of(new Difference("name", "Bett", "Beta"))),
                        tuple(Kind.ONLY_THERE, "D", List.of()), tuple(Kind.GONE, "C", List.of()), tuple(Kind.ONLY_HERE, "Z", List.of()));
        everything();
        assertThat(compared("accounts").findings()).extracting(Finding::kind, Finding::key).as("what was made here stays").containsExactly(tuple(Kind.ONLY_HERE, "Z"));
    }

    @Test
    void whatIsOnItsWayIsNoDifference() {
        everything();
        var entry = placed();
        assertThat(compared("orders").findings()).as("not sent yet").isEmpty();
        assertThat(compared("lines").findings()).as("nor are its lines").isEmpty();
        erp.slow = true;
        round();
        erp.finish();
        assertThat(erp.entities.get("Orders")).hasSize(3);
        assertThat(compared("orders").findings()).as("%s is there and not yet known to be", entry.key()).isEmpty();
    }

    @Test
    void ofManyFindingsTheFirstAreKeptAndAllCounted() {
        IntStream.range(0, 300).forEach(i -> erp.with("Customers", Map.of("Id", "N" + i, "Name", "New", "Currency", "USD")));
        var comparison = compared("accounts");
        assertThat(comparison.count(Kind.ONLY_THERE)).isEqualTo(303);
        assertThat(comparison.findings()).hasSize(Comparison.MOST_FINDINGS);
    }

    private Comparison compared(String map) {
        var comparison = new Comparison[] {Comparison.begun(map)};
        new Comparing(tables, SYNC, outbox, maps, map(map)).run(receiver(), (records, findings) -> comparison[0] = comparison[0].and(records, findings));
        return comparison[0].over(Optional.empty());
    }
}

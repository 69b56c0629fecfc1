package torg.lists.forms.form.visit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.lists.forms.Portal;
import torg.lists.forms.row.Sight;

class NeighboursTest {
    private final Portal portal = new Portal();
    private final Neighbours neighbours = new Neighbours(portal.tables(), new Sight(portal.tables(), Portal.MARIA));

    @Test
    void aRowThatStoodFirstIsWholeAndNotReadAgain() {
        var whole = portal.tables().find(Portal.MARIA, "address", "ALFKI-1").orElseThrow();
        var first = neighbours.firstWhole(Query.of("address", "city", "account.name").order(new Query.Order("isprimary", true)).top(1)).orElseThrow();
        portal.write(new Change.Update("address", "ALFKI-1", Map.of("city", "Bonn")));

        assertThat(first.cells()).containsAllEntriesOf(whole.cells()).containsEntry("account.name", "Alfreds Futterkiste");
        assertThat(neighbours.row("address", "ALFKI-1")).contains(first);
    }

    @Test
    void leavesOutWhatTheCallerMayNotRead() {
        portal.hide("address", "street");

        assertThat(neighbours.firstWhole(Query.of("address").top(1)).orElseThrow().cells()).containsKey("city").doesNotContainKey("street");
    }
}

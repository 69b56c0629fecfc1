package torg.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.access.TableAccess;
import torg.testkit.contract.TablesContract;

class MemoryTablesTest implements TablesContract {
    private final TestSites sites = TestSites.of(new TestSource().document("tables/note.yml", """
            table: note
            key: id
            columns:
              id: {type: autonumber, format: N000}
              text: {type: text, length: 10, required: true}
              about: {type: lookup, to: note}
            """), new TableDocuments());
    private final MemoryTables tables = new MemoryTables(sites::schema);

    @Override
    public Tables open(TestSource site, TableAccess rules) {
        return new MemoryTables(TestSites.of(site, new TableDocuments())::schema).rights(rules);
    }

    /** Compared with itself: this proves the comparison, not the tables. */
    @Override
    public int houses() {
        return 2;
    }

    @Test
    void aRowWrittenIsARowFound() {
        var written = tables.write(HOUSE, Write.of(
                new Change.Create("note", Map.of("text", "first")),
                new Change.Create("note", Map.of("text", "second", "about", new Change.Made(0)))));

        assertThat(written.keys()).containsExactly("N001", "N002");
        var about = tables.query(HOUSE, Query.of("note", "about.text").where(Condition.eq("about", "N001"))).rows();
        assertThat(about).singleElement().satisfies(row -> assertThat(row.text("about.text")).contains("first"));
    }

    @Test
    void nobodyElseSeesARowWhileNobodyAnswersForRights() {
        tables.write(HOUSE, Write.of(new Change.Create("note", Map.of("text", "first"))));

        assertThat(tables.query(Caller.ANONYMOUS, Query.of("note")).rows()).isEmpty();
        assertThat(tables.find(Caller.ANONYMOUS, "note", "N001")).isEmpty();
    }
}

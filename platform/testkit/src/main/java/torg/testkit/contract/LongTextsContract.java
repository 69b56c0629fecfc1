package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.problem.FieldProblem;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.spi.access.Grant;
import torg.testkit.TestSource;
import torg.testkit.random.RandomTablesContract;

/** What every gate keeps of long texts: an answer holds no more of them than it may. */
public interface LongTextsContract extends RandomTablesContract {
    @Test
    default void aPageOfLongTextsEndsEarlyAndTheNextOneGoesOn() {
        var own = new Grant(new Condition.Everything(), List.of("all"));
        var tables = open(new TestSource().document("tables/letter.yml", "{table: letter, key: id, columns: {id: {type: text}, about: {type: text}, body: {type: longtext, length: 400000}}}"),
                new OwnOrders(Map.of("letter READ", own)));
        var letters = List.of("1", "2", "3", "4", "5").stream().<Change>map(id -> new Change.Create("letter", Map.of("id", id, "about", "x", "body", "é".repeat(Query.MOST_CHARACTERS / 3)))).toList();
        tables.write(HOUSE, Write.of(letters.toArray(Change[]::new)));

        var all = Query.of("letter", "body").order(new Query.Order("about", false)).counted();
        var first = tables.query(TablesContract.JANE, all);
        assertThat(first.rows()).extracting(Row::key).containsExactly("1", "2", "3");
        assertThat(first.total()).hasValue(5);
        assertThat(tables.query(TablesContract.JANE, all.after(first.next().orElseThrow()))).returns(Optional.empty(), rows -> rows.next()).satisfies(rows -> assertThat(rows.rows()).extracting(Row::key).containsExactly("4", "5"));
        assertThat(tables.query(HOUSE, all).rows()).as("a part of the house").hasSize(5);
        assertThat(tables.query(TablesContract.JANE, Query.of("letter", "about")).rows()).hasSize(5);
        assertThat(catchThrowableOfType(TorgException.class, () -> tables.each(TablesContract.JANE, all, "id", List.of("1", "2", "3", "4"), 10)).code()).isEqualTo("table.too-many-rows");
        assertThat(tables.each(TablesContract.JANE, all, "id", List.of("1", "2"), 10)).hasSize(2);
        assertThat(catchThrowableOfType(TorgException.class, () -> tables.write(HOUSE, Write.of(new Change.Create("letter", Map.of("id", "6", "body", "x".repeat(400_001)))))).fields()).extracting(FieldProblem::field, FieldProblem::code).containsExactly(tuple("body", "too-long"));
    }
}

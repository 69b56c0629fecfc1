package torg.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static torg.store.TestHouse.SYNC;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Relationship;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.table.Write;
import torg.api.text.Text;
import torg.store.TestHouse;
import torg.store.TestRules;
import torg.store.database.TestDatabase;

/** What one change of a write makes of the rights of those after it, and lookups that nobody named. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class GuardTest {
    private static final Caller ANN = Caller.contact("ann", "Ann", List.of(), List.of());
    private static final Condition ALL = new Condition.Everything();
    @Parameter
    TestDatabase kind;
    TestHouse house;
    final TestRules rules = new TestRules();

    @BeforeEach
    void open() {
        var firm = Column.lookup("firm", "firm");
        var home = new Column("firm", ColumnType.LOOKUP, Text.of("firm"), false, 0, 0, firm.target(), false, List.of(), Optional.empty(), Optional.empty(), false, false, Optional.of("HOME"));
        house = new TestHouse(kind.open()).with(Schema.of(List.of(
                table("firm", Map.of()),
                table("letter", Map.of("marks", new Relationship("marks", Text.of("marks"), "firm", "marked", Text.of("marked"), true)), home, Column.lookup("after", "letter")),
                table("page", Map.of(), Column.lookup("letter", "letter"))))).with(rules);
        house.catalog.bindSource(() -> List.of(Table.internal("post_sent", List.of(), Column.of("id", ColumnType.TEXT).sized(64), Column.lookup("letter", "letter"), Column.lookup("stamp", "stamp"), home)));
        house.tables.write(SYNC, Write.of(put("firm", "HOME"), put("firm", "AWAY"), put("letter", "L1"), put("letter", "L2"),
                put("page", "P1", "letter", "L1"), put("page", "P2", "letter", "L1"), new Change.Associate("letter", "L1", "marks", "HOME")));
        rules.grant("letter", ALL, Privilege.values()).grant("page", ALL, Privilege.values()).grant("firm", ALL, Privilege.values());
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static Table table(String name, Map<String, Relationship> relationships, Column... others) {
        var columns = new LinkedHashMap<String, Column>();
        for (var column : List.of(Column.of("id", ColumnType.TEXT).sized(64), Column.of("text", ColumnType.TEXT))) columns.put(column.name(), column);
        for (var column : others) columns.put(column.name(), column);
        return new Table(name, Text.of(name), Text.of(name), "id", "id", columns, List.of(), List.of(), false, false, Optional.empty(), relationships);
    }

    private static Change put(String table, String key, String... cells) {
        return new Change.Put(table, key, cells.length == 0 ? Map.of() : Map.of(cells[0], cells[1]));
    }

    private static Change text(String page) {
        return new Change.Update("page", page, Map.of("text", "read"));
    }

    private static Change page(String key, String letter) {
        return new Change.Create("page", Map.of("id", key, "letter", letter));
    }

    /** What came of it: done, or the kind of the refusal. */
    private String write(Caller caller, Change... changes) {
        var refused = refusal(caller, changes);
        return refused == null ? "done" : refused.kind().name();
    }

    private TorgException refusal(Caller caller, Change... changes) {
        return catchThrowableOfType(TorgException.class, () -> house.tables.write(caller, Write.of(changes)));
    }

    private List<FieldProblem> wrong(Caller caller, Change... changes) {
        var refused = refusal(caller, changes);
        assertThat(refused.kind()).isEqualTo(ProblemKind.INVALID);
        return refused.fields();
    }

    @Test
    void aChangeThatTakesTheRightToTheNextOneIsHeeded() {
        rules.grant("page", Condition.eq("letter.firm", "HOME"), Privilege.WRITE);
        var moved = new Change.Update("letter", "L1", Map.of("firm", "AWAY"));
        assertThat(write(ANN, text("P1"), moved, text("P2"))).isEqualTo("DENIED");
        assertThat(house.tables.find(SYNC, "page", "P1", "text").orElseThrow().text("text")).as("all of a write, or nothing").isEmpty();
        assertThat(write(ANN, text("P1"), text("P2"), moved)).isEqualTo("done");
    }

    @Test
    void aLinkThatGoesTakesTheRightsThatItGave() {
        rules.grant("page", new Condition.Linked("letter.marks", ALL), Privilege.WRITE);
        var gone = new Change.Disassociate("letter", "L1", "marks", "HOME");
        assertThat(write(ANN, text("P1"), gone, text("P2"))).isEqualTo("DENIED");
        assertThat(write(ANN, text("P1"), text("P2"), gone)).isEqualTo("done");
    }

    /** No change of the letter, but a row that came after it was asked. */
    @Test
    void aRowThatCameWithTheSameWriteCounts() {
        rules.grant("letter", new Condition.Not(new Condition.Some("", "page", "letter", ALL)), Privilege.APPEND_TO);
        assertThat(write(ANN, page("P3", "L2"), page("P4", "L2"))).as("the first page only").isEqualTo("DENIED");
        assertThat(write(ANN, page("P3", "L2"))).isEqualTo("done");
        assertThat(write(ANN, page("P4", "L2"))).isEqualTo("DENIED");
    }

    @Test
    void aRowMayPointToItself() {
        rules.grant("letter", new Condition.Not(Condition.eq("text", "closed")), Privilege.APPEND_TO);
        assertThat(write(ANN, new Change.Create("letter", Map.of("id", "L3", "after", "L3")))).isEqualTo("done");
        assertThat(write(ANN, new Change.Update("letter", "L3", Map.of("text", "closed")))).isEqualTo("done");
        assertThat(write(ANN, new Change.Update("letter", "L1", Map.of("after", "L3")))).as("another may not point there any more").isEqualTo("DENIED");
    }

    @Test
    void whatAColumnHasByDefaultNeedsNoRightButIsThere() {
        rules.grant("firm", new Condition.Nothing(), Privilege.values());
        assertThat(write(ANN, new Change.Create("letter", Map.of("id", "L3")))).isEqualTo("done");
        assertThat(wrong(ANN, new Change.Create("letter", Map.of("id", "L4", "firm", "HOME")))).as("named, it needs one").extracting(FieldProblem::code).containsExactly("unknown-row");

        for (var letter : List.of("L1", "L2", "L3")) house.tables.write(SYNC, Write.of(new Change.Update("letter", letter, Map.of("firm", "AWAY"))));
        house.tables.write(SYNC, Write.of(new Change.Delete("firm", "HOME")));
        for (var caller : List.of(ANN, SYNC)) {
            assertThat(wrong(caller, new Change.Create("letter", Map.of("id", "L4")))).containsExactly(new FieldProblem("firm", "unknown-row", "there is no such row"));
        }
    }

    /** The database holds no module's table to the site's. */
    @Test
    void aModulesRowPointsToRowsThatAreThere() {
        assertThat(write(SYNC, put("post_sent", "1", "letter", "L1"))).isEqualTo("done");
        assertThat(wrong(SYNC, put("post_sent", "2", "letter", "L9"))).extracting(FieldProblem::field).containsExactly("letter");
        assertThat(wrong(SYNC, put("post_sent", "2", "stamp", "S1"))).as("the site has no such table").extracting(FieldProblem::field).containsExactly("stamp");
        assertThat(write(SYNC, new Change.Update("post_sent", "1", Map.of("letter", "L2")))).as("of what it leaves alone nothing is asked").isEqualTo("done");
        house.tables.write(SYNC, Write.of(new Change.Update("letter", "L1", Map.of("firm", "AWAY")), new Change.Update("letter", "L2", Map.of("firm", "AWAY")), new Change.Delete("firm", "HOME")));
        assertThat(wrong(SYNC, put("post_sent", "3", "letter", "L1"))).as("which it has by default").extracting(FieldProblem::field).containsExactly("firm");
    }
}

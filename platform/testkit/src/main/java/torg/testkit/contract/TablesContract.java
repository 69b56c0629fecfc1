package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Condition;
import torg.api.table.Grouping;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.testkit.TestSource;
import torg.testkit.random.RandomTablesContract;

/** What every gate to rows has to keep. Implement it, hand over an empty gate, and every test runs on it, those of the contracts it extends too. */
public interface TablesContract extends RandomTablesContract, LinksContract, MadeColumnsContract, HierarchyContract, InTimeContract, FilesContract, LongTextsContract {
    /** A contact of account {@code A} with the role {@code buyer}. */
    Caller JANE = Caller.contact("jane", "Jane", List.of("A"), List.of("buyer"));

    @Test
    default void aRowIsReadAsItWasWritten() {
        var tables = open(shop(), OwnOrders.RULES);

        var written = tables.write(HOUSE, Write.of(
                new Change.Create("account", Map.of("id", "A")),
                new Change.Create("orders", Map.of("account", new Change.Made(0), "note", "first")),
                new Change.Create("line", Map.of("orders", new Change.Made(1), "number", 1L))));

        assertThat(written.keys()).hasSize(3).startsWith("A").last().isEqualTo(written.keys().get(1) + "-1");
        assertThat(written.replayed()).isFalse();
        var order = tables.find(HOUSE, "orders", written.keys().get(1)).orElseThrow();
        assertThat(order.version()).isEqualTo(1);
        assertThat(order.cells()).containsEntry("note", "first").containsEntry("state", "open").doesNotContainKey("owner");
        assertThat(tables.find(HOUSE, "line", written.keys().get(2), "orders.account.id").orElseThrow().cells()).containsEntry("orders.account.id", "A");
    }

    @Test
    default void whoSeesAPreviewGetsTheRowsOfNobodyInParticular() {
        var tables = open(shop(), new AccountsForAll());
        tables.write(HOUSE, Write.of(new Change.Create("account", Map.of("id", "A")), new Change.Create("orders", Map.of("account", new Change.Made(0), "note", "first"))));
        var preview = Caller.preview(List.of("buyer"));
        assertThat(tables.query(JANE, Query.of("orders", "note")).rows()).hasSize(1);
        assertThat(tables.query(preview, Query.of("orders", "note")).rows()).isEmpty();
        assertThat(tables.query(preview, Query.of("account")).rows()).isEqualTo(tables.query(Caller.ANONYMOUS, Query.of("account")).rows()).hasSize(1);
        assertThat(tables.reach(preview, Privilege.READ, "orders")).isZero();
        assertThatThrownBy(() -> tables.write(preview, Write.of(new Change.Create("account", Map.of("id", "B"))))).isInstanceOf(TorgException.class);
    }

    @Test
    default void whatIsNotThereIsSaidInTheSameWayAsWhatIsHidden() {
        var tables = filled();

        assertProblem(ProblemKind.NOT_FOUND, "table.unknown", () -> tables.query(JANE, Query.of("nothing")));
        assertProblem(ProblemKind.MALFORMED, "table.unknown-column", () -> tables.query(JANE, Query.of("orders", "nothing")));
        for (var use : List.of(Query.of("orders", "secret"), Query.of("orders").order(new Query.Order("secret", false)),
                Query.of("orders").where(Condition.eq("secret", "x")), Query.of("line", "orders.secret"))) {
            assertProblem(ProblemKind.MALFORMED, "table.unknown-column", () -> tables.query(JANE, use));
        }
        assertThat(tables.find(JANE, "orders", "hers").orElseThrow().cells()).doesNotContainKey("secret");
        assertThat(tables.find(JANE, "orders", "his")).isEqualTo(tables.find(JANE, "orders", "nobodys")).isEmpty();
        assertThat(problem(() -> tables.write(JANE, Write.of(new Change.Update("orders", "his", Map.of("note", "x"))))))
                .isEqualTo(problem(() -> tables.write(JANE, Write.of(new Change.Update("orders", "nobodys", Map.of("note", "x"))))));
        assertThat(problem(() -> tables.write(JANE, Write.of(new Change.Create("orders", Map.of("owner", "jane", "account", "B"))))))
                .isEqualTo(problem(() -> tables.write(JANE, Write.of(new Change.Create("orders", Map.of("owner", "jane", "account", "Z"))))));
    }

    @Test
    default void noPathLeadsIntoATableOfWhichNoRowMayBeRead() {
        var tables = open(shop(), new OwnOrders(Map.of("orders READ", new Grant(new Condition.Everything(), List.of("all")))));

        for (var ask : List.<Function<String, Query>>of(column -> Query.of("orders", "account." + column), column -> Query.of("orders").order(new Query.Order("account." + column, false)),
                column -> Query.of("orders").where(Condition.eq("account." + column, "x")))) {
            assertThat(problem(() -> tables.query(JANE, ask.apply("id"))).toString().replace("account.id", "account.no")).isEqualTo(problem(() -> tables.query(JANE, ask.apply("no"))).toString());
        }
        assertProblem(ProblemKind.MALFORMED, "table.unknown-column", () -> tables.query(JANE, Query.of("orders").where(new Condition.Some("line", "orders", new Condition.Everything()))));
        assertThat(tables.query(JANE, Query.of("orders", "account")).rows()).isEmpty();
        assertThat(tables.query(JANE, Query.of("account", "id")).rows()).as("whoever asks a table itself is told no more than that nothing is there").isEmpty();
    }

    @Test
    default void aHiddenRowReadsLikeAnEmptyLookup() {
        var tables = filled();
        tables.write(HOUSE, Write.of(new Change.Update("orders", "hers", Map.of("account", "B"))));

        var row = tables.query(JANE, Query.of("orders", "account", "account.id")).rows().getFirst();
        assertThat(row.cells()).containsEntry("account", "B").doesNotContainKey("account.id");
        assertThat(tables.query(JANE, Query.of("orders").where(Condition.eq("account.id", "B"))).rows()).isEmpty();
    }

    @Test
    default void aQuestionForManyKeysIsBoundedAndSaysNothingOfHiddenRows() {
        var tables = filled();
        tables.write(HOUSE, Write.of(new Change.Create("line", Map.of("orders", "hers", "number", 2L)), new Change.Create("line", Map.of("orders", "his", "number", 1L))));
        var lines = Query.of("line", "number").counted();

        var answers = tables.each(JANE, lines.top(1), "orders", List.of("hers", "his", "nobodys"), 10);
        assertThat(answers.keySet()).containsExactly("hers", "his", "nobodys");
        assertThat(answers.get("hers").total()).hasValue(2);
        assertThat(answers.get("hers").rows()).extracting(row -> row.integer("number")).containsExactly(1L);
        assertThat(tables.each(JANE, Query.of("orders", "note"), "id", List.of("hers", "his", "nobodys"), 10).get("his")).isEqualTo(tables.query(JANE, Query.of("orders").where(Condition.eq("id", "nobodys"))));
        assertProblem(ProblemKind.MALFORMED, "table.too-many-rows", () -> tables.each(HOUSE, lines, "orders", List.of("hers"), 1));
        assertProblem(ProblemKind.MALFORMED, "table.too-much", () -> tables.each(HOUSE, lines, "orders", Collections.nCopies(1_001, "x"), 1));
        assertProblem(ProblemKind.MALFORMED, "table.no-keys", () -> tables.each(HOUSE, lines, "number", List.of("1"), 1));
        assertProblem(ProblemKind.MALFORMED, "table.unknown-column", () -> tables.each(JANE, Query.of("orders"), "secret", List.of("x"), 1));
    }

    @Test
    default void figuresAreOfVisibleRowsAndReadableColumns() {
        var tables = filled();
        var count = List.of(Grouping.Measure.COUNT, new Grouping.Measure(Grouping.Kind.MAX, "note"), new Grouping.Measure(Grouping.Kind.DISTINCT, "account"));
        var all = new Condition.Everything();

        assertThat(tables.groups(JANE, new Grouping("orders", all, List.of(), count, 1))).containsExactly(new Grouping.Group(Map.of(), List.of(Optional.of(1L), Optional.of("hers"), Optional.of(1L))));
        assertThat(tables.groups(HOUSE, new Grouping("orders", all, List.of("account"), count, 2))).hasSize(2);
        assertThat(tables.groups(Caller.ANONYMOUS, new Grouping("orders", all, List.of(), List.of(Grouping.Measure.COUNT, new Grouping.Measure(Grouping.Kind.MIN, "id")), 1)))
                .containsExactly(new Grouping.Group(Map.of(), List.of(Optional.of(0L), Optional.empty())));
        assertProblem(ProblemKind.MALFORMED, "table.too-much", () -> tables.groups(HOUSE, new Grouping("orders", all, List.of("account"), count, 1)));
        assertProblem(ProblemKind.MALFORMED, "table.unknown-column", () -> tables.groups(JANE, new Grouping("orders", all, List.of("secret"), count, 1)));
        assertProblem(ProblemKind.MALFORMED, "table.unknown-column", () -> tables.groups(JANE, new Grouping("orders", all, List.of(), List.of(new Grouping.Measure(Grouping.Kind.MAX, "secret")), 1)));
        assertProblem(ProblemKind.MALFORMED, "table.no-measure", () -> tables.groups(JANE, new Grouping("orders", all, List.of(), List.of(new Grouping.Measure(Grouping.Kind.SUM, "note")), 1)));
    }

    @Test
    default void rowsAreCheckedAsTheyWillBeAndNothingIsHalfDone() {
        var tables = filled();
        var before = tables.feed(HOUSE, 0, 100).size();

        assertProblem(ProblemKind.DENIED, () -> tables.write(JANE, Write.of(new Change.Create("orders", Map.of("owner", "joe", "account", "A")))));
        assertProblem(ProblemKind.DENIED, () -> tables.write(JANE, Write.of(new Change.Update("orders", "hers", Map.of("owner", "joe")))));
        assertProblem(ProblemKind.DENIED, () -> tables.write(JANE, Write.of(
                new Change.Update("orders", "hers", Map.of("note", "done")), new Change.Delete("orders", "hers"))));
        assertThat(tables.feed(HOUSE, 0, 100)).hasSize(before);
        assertThat(tables.find(HOUSE, "orders", "hers").orElseThrow().text("note")).contains("hers");
        tables.write(JANE, Write.of(new Change.Create("orders", Map.of("owner", "jane", "account", "A"))));
        assertThat(tables.query(JANE, Query.of("orders").counted()).total()).hasValue(2);
    }

    @Test
    default void linkingNeedsARightOnEitherSide() {
        var tables = filled();

        assertProblem(ProblemKind.DENIED, () -> tables.write(JANE, Write.of(new Change.Update("orders", "hers", Map.of("account", "shut")))));
        assertProblem(ProblemKind.DENIED, () -> tables.write(JANE, Write.of(new Change.Create("line", Map.of("orders", "hers", "number", 2L)))));
        tables.write(JANE, Write.of(new Change.Update("orders", "hers", Map.of("account", "A2"))));
    }

    @Test
    default void columnsAreWrittenOnlyWithTheRight() {
        var tables = filled();

        assertProblem(ProblemKind.INVALID, () -> tables.write(JANE, Write.of(new Change.Update("orders", "hers", Map.of("secret", "x")))));
        assertProblem(ProblemKind.DENIED, () -> tables.write(JANE, Write.of(new Change.Update("orders", "hers", Map.of("state", "done")))));
        assertThat(tables.mayUse(JANE, ColumnPrivilege.UPDATE, "orders", "note")).isTrue();
        assertThat(tables.mayUse(JANE, ColumnPrivilege.UPDATE, "orders", "state")).isFalse();
    }

    @Test
    default void wrongValuesAreToldByField() {
        var tables = filled();

        var problem = caught(() -> tables.write(HOUSE, Write.of(new Change.Create("line", Map.of("orders", "nobodys", "number", 3L, "text", "too long by far", "kind", "w")))));
        assertThat(problem.kind()).isEqualTo(ProblemKind.INVALID);
        assertThat(problem.fields()).extracting(FieldProblem::field).contains("text", "kind");
        assertThat(caught(() -> tables.write(HOUSE, Write.of(new Change.Create("line", Map.of("number", 3L))))).fields()).extracting(FieldProblem::field, FieldProblem::code)
                .contains(tuple("orders", "required"));
    }

    @Test
    default void anOldVersionAndAnExistingKeyAreRefused() {
        var tables = filled();

        tables.write(HOUSE, Write.of(new Change.Update("orders", "hers", OptionalLong.of(1), Map.of("note", "new"))));
        assertProblem(ProblemKind.STALE, () -> tables.write(HOUSE, Write.of(new Change.Update("orders", "hers", OptionalLong.of(1), Map.of("note", "newer")))));
        assertTaken("id", () -> tables.write(HOUSE, Write.of(new Change.Create("orders", Map.of("id", "hers")))));
        assertTaken("code", () -> tables.write(HOUSE, Write.of(new Change.Update("orders", "his", Map.of("code", "1")))));
        assertTaken("1.code", () -> tables.write(HOUSE, Write.of(new Change.Update("orders", "hers", Map.of("note", "new")), new Change.Put("orders", "new", Map.of("code", "2")))));
        assertThat(tables.find(HOUSE, "orders", "hers").orElseThrow()).returns(2L, Row::version).returns(Optional.of("new"), row -> row.text("note"));
    }

    @Test
    default void aUniqueKeyOfSeveralColumnsHoldsRowsApart() {
        var own = new Grant(new Condition.Compare("owner", Condition.Operator.EQ, new Operand.Me()), List.of("own"));
        var tables = open(new TestSource().document("tables/seat.yml", """
                table: seat
                key: id
                columns:
                  id: {type: autonumber, format: S000}
                  owner: {type: text}
                  train: {type: text}
                  place: {type: integer}
                unique:
                  - [train, place]
                """), new OwnOrders(Map.of("seat READ", own, "seat CREATE", own, "seat WRITE", own)));
        var hers = tables.write(HOUSE, Write.of(new Change.Create("seat", Map.of("owner", "jane", "train", "a", "place", 1L)))).keys().getFirst();
        tables.write(HOUSE, Write.of(new Change.Create("seat", Map.of("owner", "joe", "train", "a", "place", 2L)), new Change.Create("seat", Map.of("owner", "joe", "train", "b", "place", 1L))));

        assertProblem(ProblemKind.CONFLICT, "table.exists", () -> tables.write(HOUSE, Write.of(new Change.Create("seat", Map.of("train", "a", "place", 1L)))));
        assertProblem(ProblemKind.CONFLICT, "table.exists", () -> tables.write(JANE, Write.of(new Change.Update("seat", hers, Map.of("place", 2L)))));
        assertProblem(ProblemKind.CONFLICT, "table.exists", () -> tables.write(HOUSE, Write.of(new Change.Put("seat", "S900", Map.of("train", "a", "place", 1L)))));
        tables.write(HOUSE, Write.of(new Change.Update("seat", hers, Map.of("place", 1L, "owner", "jane")), new Change.Create("seat", Map.of("train", "a")), new Change.Create("seat", Map.of("train", "a"))));
        for (var place : List.of(2L, 3L)) {
            assertThat(problem(() -> tables.write(JANE, Write.of(new Change.Update("seat", hers, Map.of("owner", "joe", "place", place)))))).as("taken or not, she is not told").first().isEqualTo(ProblemKind.DENIED);
            assertThat(problem(() -> tables.write(JANE, Write.of(new Change.Create("seat", Map.of("owner", "joe", "train", "a", "place", place)))))).first().isEqualTo(ProblemKind.DENIED);
        }
    }

    @Test
    default void aRepeatedWriteHappensOnce() {
        var tables = filled();
        var write = Write.of(new Change.Create("orders", Map.of("owner", "jane", "account", "A"))).once("k", "digest");

        var first = tables.write(JANE, write);
        var second = tables.write(JANE, write);

        assertThat(second.keys()).isEqualTo(first.keys());
        assertThat(second.replayed()).isTrue();
        assertThat(tables.query(JANE, Query.of("orders")).rows()).hasSize(2);
        assertProblem(ProblemKind.INVALID, "table.key-reused", () -> tables.write(JANE, write.once("k", "other digest")));
        assertThat(tables.written(JANE, new Write.Once("k", "digest"))).contains(second);
        assertThat(tables.written(JANE, new Write.Once("another", "digest"))).isEmpty();
        assertThat(tables.written(HOUSE, new Write.Once("k", "digest"))).isEmpty();
        assertThat(tables.written(Caller.contact("jane", "Jane", List.of("B"), List.of("buyer")), new Write.Once("k", "digest"))).as("Jane acting for another account").isEmpty();
        assertProblem(ProblemKind.INVALID, "table.key-reused", () -> tables.written(JANE, new Write.Once("k", "other digest")));
        assertThat(tables.write(HOUSE, write).replayed()).isFalse();
    }

    @Test
    default void partsGoWithTheirWholeAndTheFeedTellsAll() {
        var tables = filled();
        var last = tables.feed(HOUSE, 0, 1_000).getLast().sequence();

        tables.write(HOUSE, Write.of(new Change.Delete("orders", "hers")).from("erp"));

        assertThat(tables.find(HOUSE, "line", "hers-1")).isEmpty();
        assertThat(tables.feed(HOUSE, last, 100)).extracting(Committed::key, Committed::kind, Committed::origin).containsExactlyInAnyOrder(
                tuple("hers", Committed.Kind.DELETED, "erp"), tuple("hers-1", Committed.Kind.DELETED, "erp"));
        assertThat(tables.feed(JANE, 0, 100)).isEmpty();
    }

    @Test
    default void theFeedNamesTheColumnsThatChanged() {
        var tables = filled();
        var last = tables.feed(HOUSE, 0, 1_000).getLast().sequence();

        tables.write(HOUSE, Write.of(new Change.Create("orders", Map.of("id", "new")), new Change.Update("orders", "new", Map.of("note", "n")), new Change.Delete("orders", "new")));

        assertThat(tables.feed(HOUSE, last, 100)).extracting(Committed::columns)
                .containsExactly(tables.schema().table("orders").columns().keySet(), Set.of("note"), Set.of());
    }

    @Test
    default void whatIsSoAlreadyIsNoChange() {
        var tables = filled();
        var before = tables.feed(HOUSE, 0, 1_000).size();

        tables.write(HOUSE, Write.of(new Change.Put("orders", "hers", Map.of("note", "hers"))));

        assertThat(tables.feed(HOUSE, 0, 1_000)).hasSize(before);
        assertThat(tables.find(HOUSE, "orders", "hers").orElseThrow().version()).isEqualTo(1);
    }

    @Test
    default void aGuardThatFailsDenies() {
        var tables = open(shop(), new TableAccess() {
            @Override
            public Grant grant(Caller caller, String table, Privilege privilege) {
                throw new IllegalStateException("the guard fell over");
            }

            @Override
            public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
                throw new IllegalStateException("the guard fell over");
            }

            @Override
            public Set<String> tables() {
                return Set.of();
            }
        });
        tables.write(HOUSE, Write.of(new Change.Create("account", Map.of("id", "A"))));

        assertThat(tables.find(JANE, "account", "A", "id")).isEmpty();
        assertThat(tables.query(JANE, Query.of("account", "id")).rows()).isEmpty();
        assertThat(tables.may(JANE, Privilege.READ, "account")).isFalse();
    }

    @Test
    default void aDecisionSaysWhy() {
        var tables = filled();

        assertThat(tables.explain(JANE, Privilege.READ, "orders", "hers")).returns(true, decision -> decision.allowed())
                .satisfies(decision -> assertThat(decision.because()).contains("own"));
        assertThat(tables.explain(JANE, Privilege.READ, "orders", "his").allowed()).isFalse();
        assertThat(tables.reach(JANE, Privilege.READ, "orders")).isEqualTo(tables.query(JANE, Query.of("orders").counted()).total().orElseThrow()).isPositive();
        assertThat(tables.reach(JANE, Privilege.DELETE, "orders")).isZero();
        assertThat(tables.count(JANE, "orders", Condition.any(List.of(new Condition.Compare("owner", Condition.Operator.EQ, new Operand.Me()), Condition.eq("id", "his"))))).as("rights apart").isEqualTo(2);
        assertThat(tables.may(JANE, Privilege.READ, "orders")).isTrue();
        assertThat(tables.may(JANE, Privilege.DELETE, "orders")).isFalse();
    }

    @Test
    default void whatDecidesOverRowsIsTold() {
        assertThat(filled().deciding(JANE, "orders")).containsExactly("orders");
        assertThat(filled().deciding(HOUSE, "account")).containsExactly("account");

        var near = new Condition.Not(new Condition.Some("line", "orders", new Condition.Everything()));
        var far = open(shop(), new OwnOrders(Map.of("orders READ", new Grant(near, List.of("without lines")), "line READ", new Grant(Condition.eq("orders.account.id", "a"), List.of("of a")))));
        assertThat(far.deciding(JANE, "orders")).containsExactlyInAnyOrder("orders", "line");
        assertThat(far.deciding(JANE, "line")).containsExactlyInAnyOrder("line", "orders", "account");
    }

    /** An account of Jane's, one of somebody else's, one she may see but not link to, and an order of hers and of his. */
    private Tables filled() {
        var tables = open(shop(), OwnOrders.RULES);
        tables.write(HOUSE, Write.of(
                new Change.Create("account", Map.of("id", "A")), new Change.Create("account", Map.of("id", "A2")),
                new Change.Create("account", Map.of("id", "B")), new Change.Create("account", Map.of("id", "shut")),
                new Change.Create("orders", Map.of("id", "hers", "owner", "jane", "account", "A", "note", "hers", "secret", "x", "code", "1")),
                new Change.Create("orders", Map.of("id", "his", "owner", "joe", "account", "B", "note", "his", "code", "2")),
                new Change.Create("line", Map.of("orders", "hers", "number", 1L))));
        return tables;
    }

    private static TestSource shop() {
        return new TestSource()
                .document("tables/account.yml", "{table: account, key: id, columns: {id: {type: text}}}")
                .document("tables/orders.yml", """
                        table: orders
                        key: id
                        columns:
                          id: {type: autonumber, format: W000}
                          owner: {type: text}
                          account: {type: lookup, to: account}
                          note: {type: text}
                          secret: {type: text}
                          code: {type: text, unique: true}
                          state: {type: choice, default: open, choices: {open: Open, done: Done}}
                        """)
                .document("tables/line.yml", """
                        table: line
                        key: id
                        columns:
                          id: {type: autonumber, format: "{orders}-{number}"}
                          orders: {type: lookup, to: orders, part: true, required: true}
                          number: {type: integer, required: true}
                          text: {type: text, length: 5}
                          kind: {type: choice, choices: {x: X}}
                        """);
    }

    private static TorgException caught(ThrowingCallable call) {
        var caught = catchThrowable(call);
        assertThat(caught).isInstanceOf(TorgException.class);
        return (TorgException) caught;
    }

    /** Everything a caller could tell two problems apart by. */
    private static List<Object> problem(ThrowingCallable call) {
        var problem = caught(call);
        return List.of(problem.kind(), problem.code(), problem.getMessage(), problem.help(), problem.fields());
    }

    private static void assertTaken(String field, ThrowingCallable call) {
        var problem = caught(call);
        assertThat(problem.kind()).isEqualTo(ProblemKind.CONFLICT);
        assertThat(problem.fields()).extracting(FieldProblem::field, FieldProblem::code).containsExactly(tuple(field, "taken"));
    }

    private static void assertProblem(ProblemKind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
    }

    private static void assertProblem(ProblemKind kind, String code, ThrowingCallable call) {
        assertProblem(kind, call);
        assertThat(caught(call).code()).isEqualTo(code);
    }
}

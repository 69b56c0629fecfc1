package torg.store.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static torg.store.TestHouse.SYNC;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.spi.access.TableAccess;
import torg.store.TestHouse;
import torg.store.TestRules;
import torg.store.database.TestDatabase;

/** A customer writes: rights before and after, links, columns, and nothing that tells a hidden row from none. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class WriteRightsTest {
    private static final Caller MARIA = Caller.contact("maria", "Maria", List.of("ALFKI"), List.of());
    private static final Condition ALL = new Condition.Everything();
    @Parameter
    TestDatabase kind;
    TestHouse house;
    final TestRules rules = new TestRules();

    @BeforeEach
    void open() {
        house = new TestHouse(kind.open()).with(TestHouse.shipped()).with(rules);
        house.tables.write(SYNC, Write.of(
                new Change.Put("company", "NW", Map.of("name", "Northwind")), new Change.Put("company", "ZZ", Map.of("name", "Hidden")),
                new Change.Put("currency", "USD", Map.of("name", "Dollar")), new Change.Put("uom", "PCS", Map.of("name", "Pieces")),
                new Change.Put("account", "ALFKI", Map.of("name", "Alfreds", "company", "NW")), new Change.Put("account", "ANATR", Map.of("name", "Ana", "company", "NW")),
                new Change.Put("product", "1", Map.of("name", "Chai")),
                new Change.Put("salesorder", "A1", order("ALFKI")), new Change.Put("salesorder", "B1", order("ANATR"))).from("erp"));
        var own = TestRules.mine("account");
        rules.grant("salesorder", own, Privilege.READ, Privilege.CREATE, Privilege.WRITE, Privilege.DELETE, Privilege.APPEND, Privilege.APPEND_TO)
                .grant("salesorderdetail", TestRules.mine("salesorder.account"), Privilege.values())
                .grant("account", TestRules.mine("accountnumber"), Privilege.READ, Privilege.APPEND_TO)
                .grant("company", Condition.eq("companycode", "NW"), Privilege.READ, Privilege.APPEND_TO)
                .grant("currency", ALL, Privilege.READ, Privilege.APPEND_TO).grant("uom", ALL, Privilege.READ, Privilege.APPEND_TO)
                .grant("product", ALL, Privilege.READ, Privilege.APPEND_TO);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static Map<String, Object> order(String account) {
        return new HashMap<>(Map.of("account", account, "company", "NW", "currency", "USD", "deliverycountry", "DE"));
    }

    private TorgException refusal(ThrowingCallable act) {
        return catchThrowableOfType(TorgException.class, act);
    }

    private TorgException write(Change... changes) {
        return refusal(() -> house.tables.write(MARIA, Write.of(changes)));
    }

    private static Map<String, Object> line(Object order) {
        return Map.of("salesorder", order, "linenumber", 1L, "product", "1", "quantity", BigDecimal.ONE, "unit", "PCS");
    }

    @Test
    void tellsWhichTablesDecideOverTheRowsOfOne() {
        rules.grant("product", new Condition.Not(new Condition.Some("salesorderdetail", "product", Condition.eq("salesorder.account.company", "NW"))), Privilege.READ);

        assertThat(house.tables.deciding(MARIA, "product")).containsExactlyInAnyOrder("product", "salesorderdetail", "salesorder", "account");
        assertThat(house.tables.deciding(SYNC, "product")).containsExactly("product");
    }

    @Test
    void createsAnOrderWithItsLinesForTheOwnAccount() {
        var written = house.tables.write(MARIA, Write.of(new Change.Create("salesorder", order("ALFKI")), new Change.Create("salesorderdetail", line(new Change.Made(0)))));
        assertThat(house.tables.find(MARIA, "salesorderdetail", written.keys().get(1))).isPresent();
        assertThat(house.heard).last().satisfies(entry -> assertThat(entry.caller()).isEqualTo("contact:maria"));
    }

    @Test
    void anotherAccountsRowIsAnsweredLikeOneThatDoesNotExist() {
        var update = Map.<String, Object>of("name", "mine now");
        for (var act : List.<java.util.function.Function<String, TorgException>>of(
                key -> write(new Change.Update("salesorder", key, update)), key -> write(new Change.Delete("salesorder", key)),
                key -> write(new Change.Create("salesorderdetail", line(key))))) {
            var hidden = act.apply("B1");
            var absent = act.apply("B9");
            assertThat(hidden.kind()).isEqualTo(absent.kind());
            assertThat(hidden.code()).isEqualTo(absent.code());
            assertThat(hidden).hasMessage(absent.getMessage());
            assertThat(hidden.fields()).isEqualTo(absent.fields());
        }
        assertThat(write(new Change.Update("salesorder", "B1", update)).kind()).isEqualTo(ProblemKind.NOT_FOUND);
        assertThat(house.tables.find(MARIA, "salesorder", "B1")).isEmpty();
        assertThat(house.tables.find(SYNC, "salesorder", "B1", "name").orElseThrow().text("name")).hasValue("Web order B1");
    }

    @Test
    void whoMayNotMakeARowIsNotToldThatThereIsOne() {
        rules.grant("account", TestRules.mine("accountnumber"), Privilege.READ, Privilege.CREATE, Privilege.APPEND);
        for (var key : List.of("ANATR", "NOBODY")) {
            assertThat(write(new Change.Create("account", Map.of("accountnumber", key, "name", "Mine", "company", "NW")))).as(key).extracting(TorgException::kind).isEqualTo(ProblemKind.DENIED);
        }
    }

    @Test
    void aRowThatWouldLeaveOnesReachIsRefusedAndLeftAsItWas() {
        rules.grant("account", ALL, Privilege.READ, Privilege.APPEND_TO);
        assertThat(write(new Change.Update("salesorder", "A1", Map.of("account", "ANATR"))).kind()).isEqualTo(ProblemKind.DENIED);
        assertThat(write(new Change.Create("salesorder", order("ANATR"))).kind()).isEqualTo(ProblemKind.DENIED);
        assertThat(house.tables.query(SYNC, Query.of("salesorder", "account").counted()).total()).hasValue(2);
        assertThat(house.tables.find(SYNC, "salesorder", "A1", "account").orElseThrow().text("account")).hasValue("ALFKI");
    }

    @Test
    void aReadableRowThatMayNotBeWrittenIsDenied() {
        rules.grant("salesorder", ALL, Privilege.READ);
        assertThat(write(new Change.Update("salesorder", "B1", Map.of("name", "x"))).kind()).isEqualTo(ProblemKind.DENIED);
        assertThat(write(new Change.Delete("salesorder", "B1")).kind()).isEqualTo(ProblemKind.DENIED);
    }

    @Test
    void linkingNeedsAppendHereAndAppendToThere() {
        rules.grant("salesorder", new Condition.Nothing(), Privilege.APPEND);
        assertThat(write(new Change.Create("salesorder", order("ALFKI"))).kind()).isEqualTo(ProblemKind.DENIED);
        rules.grant("salesorder", ALL, Privilege.APPEND).grant("currency", new Condition.Nothing(), Privilege.APPEND_TO);
        assertThat(write(new Change.Create("salesorder", order("ALFKI"))).kind()).as("currency may be read, not linked to").isEqualTo(ProblemKind.DENIED);
    }

    @Test
    void aLinkToARowOutOfReachIsAFieldProblemLikeOneToNowhere() {
        var hidden = order("ALFKI");
        hidden.put("company", "ZZ");
        var absent = order("ALFKI");
        absent.put("company", "QQ");
        var refused = write(new Change.Create("salesorder", hidden));
        assertThat(refused.kind()).isEqualTo(ProblemKind.INVALID);
        assertThat(refused.fields()).singleElement().satisfies(field -> {
            assertThat(field.field()).isEqualTo("company");
            assertThat(field.code()).isEqualTo("unknown-row");
        });
        assertThat(write(new Change.Create("salesorder", absent)).fields()).isEqualTo(refused.fields());
    }

    @Test
    void columnRightsHoldForWriting() {
        rules.without("salesorder", ColumnPrivilege.UPDATE, "total").without("salesorder", ColumnPrivilege.CREATE, "status");
        assertThat(write(new Change.Update("salesorder", "A1", Map.of("total", BigDecimal.TEN))).kind()).isEqualTo(ProblemKind.DENIED);
        var order = order("ALFKI");
        order.put("status", "confirmed");
        assertThat(write(new Change.Create("salesorder", order)).kind()).isEqualTo(ProblemKind.DENIED);
        rules.without("salesorder", ColumnPrivilege.READ, "total");
        var unseen = write(new Change.Update("salesorder", "A1", Map.of("total", BigDecimal.TEN)));
        var unknown = write(new Change.Update("salesorder", "A1", Map.of("totally", BigDecimal.TEN)));
        assertThat(unseen.fields().getFirst().code()).isEqualTo("unknown-column").isEqualTo(unknown.fields().getFirst().code());
    }

    @Test
    void hiddenColumnsAreAbsentAndCannotBeNamed() {
        rules.without("salesorder", ColumnPrivilege.READ, "total").without("account", ColumnPrivilege.READ, "name");
        assertThat(house.tables.find(MARIA, "salesorder", "A1").orElseThrow().cells()).doesNotContainKey("total").containsKey("account");
        for (var query : List.of(Query.of("salesorder", "total"), Query.of("salesorder").where(Condition.eq("total", BigDecimal.ONE)), Query.of("salesorder").where(new Condition.Empty("total")),
                Query.of("salesorder").order(new Query.Order("total", false)), Query.of("salesorder", "account.name"), Query.of("salesorder").where(new Condition.Contains("account.name", "a")))) {
            assertThat(refusal(() -> house.tables.query(MARIA, query)).code()).isEqualTo("table.unknown-column");
        }
    }

    @Test
    void withoutAnAnswererNobodyButTheHouseReachesRows() {
        house.with((TableAccess) null);
        assertThat(house.tables.query(MARIA, Query.of("salesorder").counted()).total()).hasValue(0);
        assertThat(write(new Change.Create("salesorder", order("ALFKI")))).isNotNull();
        assertThat(house.tables.may(MARIA, Privilege.READ, "salesorder")).isFalse();
        house.with(new TestRules());
        assertThat(house.tables.find(MARIA, "salesorder", "A1")).isEmpty();
        assertThat(house.tables.find(SYNC, "salesorder", "A1")).isPresent();
    }

    @Test
    void aDecisionSaysWhy() {
        assertThat(house.tables.explain(MARIA, Privilege.READ, "salesorder", "A1").allowed()).isTrue();
        assertThat(house.tables.explain(MARIA, Privilege.READ, "salesorder", "A1").because()).containsExactly("salesorder READ");
        assertThat(house.tables.explain(MARIA, Privilege.READ, "salesorder", "B1").because()).singleElement().asString().contains("no rule reaches this row");
        assertThat(house.tables.explain(MARIA, Privilege.READ, "pricelist", "X").allowed()).isFalse();
    }

    @Test
    void aRuleThatDoesNotFitTheTablesGrantsNothing() {
        var name = new Condition.Compare("account.name", Condition.Operator.NE, new Operand.Literal(1L));
        for (var broken : List.of(
                Condition.eq("nosuchcolumn", "x"), Condition.eq("account.nosuchcolumn", "x"), name,
                new Condition.Some("", "nosuchtable", "salesorder", ALL), new Condition.Some("", "salesorderdetail", "nosuchlookup", ALL),
                new Condition.Some("", "salesorderdetail", "product", ALL), new Condition.Some("nosuchlookup", "salesorderdetail", "salesorder", ALL),
                new Condition.Linked("nosuchrelationship", ALL), new Condition.Count(new Condition.Linked("nosuchrelationship", ALL), Condition.Operator.GE, 0),
                new Condition.Count(new Condition.Some("nosuchlookup", "salesorderdetail", "salesorder", ALL), Condition.Operator.GE, 0))) {
            for (var rule : List.of(broken, new Condition.Not(broken), new Condition.Or(List.of(ALL, broken)))) {
                rules.grant("salesorder", rule, Privilege.READ);
                assertThat(house.tables.query(MARIA, Query.of("salesorder").counted()).total()).as("%s", rule).hasValue(0);
            }
        }
    }

    @Test
    void aRuleLeadsOverAnyNumberOfLookups() {
        house.tables.write(SYNC, Write.of(new Change.Put("account", "WOLZA", Map.of("name", "Wolski", "company", "ZZ")), new Change.Put("salesorder", "C1", order("WOLZA")),
                new Change.Put("salesorderdetail", "1", line("A1")), new Change.Put("salesorderdetail", "2", line("C1"))).from("erp"));
        for (var company : Map.of("Northwind", "1", "Hidden", "2").entrySet()) {
            rules.grant("salesorderdetail", Condition.eq("salesorder.account.company.name", company.getKey()), Privilege.READ);
            assertThat(house.tables.query(MARIA, Query.of("salesorderdetail")).rows()).extracting(Row::key).as(company.getKey()).containsExactly(company.getValue());
        }
        rules.grant("salesorderdetail", new Condition.Not(Condition.eq("salesorder.account.company.name", "Northwind")), Privilege.READ);
        assertThat(house.tables.query(MARIA, Query.of("salesorderdetail")).rows()).extracting(Row::key).containsExactly("2");
    }
}

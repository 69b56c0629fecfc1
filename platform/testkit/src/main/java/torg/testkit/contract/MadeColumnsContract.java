package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static torg.testkit.random.RandomTablesContract.HOUSE;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.identity.Caller;
import torg.api.problem.FieldProblem;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.testkit.TestSource;

/** What every gate to rows keeps about columns made of others: calculated ones, and lookups to several tables. A part of {@link TablesContract}. */
public interface MadeColumnsContract {
    /** Whoever signs in sees what belongs to her account, and may not read secrets. */
    Caller EVE = Caller.contact("eve", "Eve", List.of("A"), List.of("buyer"));

    /** See {@link torg.testkit.random.RandomTablesContract#open}. */
    Tables open(TestSource site, TableAccess rules);

    @Test
    default void aColumnIsCalculatedFromItsRowAndAskedForLikeAnyOther() {
        var tables = shop(Map.of());
        write(tables, "1", Map.of("quantity", 3L, "price", new BigDecimal("1.115"), "first", "Ann", "last", "Lee"));
        write(tables, "2", Map.of("quantity", 2L, "price", new BigDecimal("10"), "discount", new BigDecimal("0.5"), "last", "Bo"));
        write(tables, "3", Map.of("quantity", 4L));

        assertThat(tables.find(HOUSE, "sale", "1")).get().extracting(Row::cells).satisfies(cells -> assertThat(cells)
                .containsEntry("total", new BigDecimal("3.35")).containsEntry("name", "Ann Lee").containsEntry("large", false));
        assertThat(tables.find(HOUSE, "sale", "3")).get().extracting(Row::cells).satisfies(cells -> assertThat(cells).doesNotContainKeys("total").containsEntry("name", " "));
        assertThat(keys(tables, HOUSE, new Condition.Compare("total", Condition.Operator.GT, new Operand.Literal(new BigDecimal("3.35"))))).containsExactly("2");
        assertThat(keys(tables, HOUSE, new Condition.StartsWith("name", "ann"))).containsExactly("1");
        assertThat(keys(tables, HOUSE, Condition.eq("large", true))).containsExactly("2");
        assertThat(tables.query(HOUSE, Query.of("sale", "total").order(new Query.Order("total", true))).rows()).extracting(Row::key).containsExactly("2", "1", "3");

        var last = tables.feed(HOUSE, 0, 1_000).getLast().sequence();
        tables.write(HOUSE, Write.of(new Change.Update("sale", "3", Map.of("price", BigDecimal.ONE))));
        assertThat(tables.feed(HOUSE, last, 10)).singleElement().extracting(Committed::columns).isEqualTo(Set.of("price", "total", "large"));
    }

    @Test
    default void whatIsCalculatedIsNeverWritten() {
        var tables = shop(Map.of());
        write(tables, "1", Map.of("quantity", 3L));
        for (var change : List.of(new Change.Update("sale", "1", Map.of("total", BigDecimal.ONE)), new Change.Create("sale", Map.of("id", "2", "total", BigDecimal.ONE)),
                new Change.Put("sale", "1", Map.of("large", true)), new Change.Update("sale", "1", Map.of("customer", "account/A")))) {
            assertThat(code(() -> tables.write(HOUSE, Write.of(change)))).isEqualTo("table.column-denied");
        }
        assertThat(tables.mayUse(HOUSE, ColumnPrivilege.UPDATE, "sale", "total")).isFalse();
        assertThat(tables.mayUse(HOUSE, ColumnPrivilege.READ, "sale", "total")).isTrue();
    }

    @Test
    default void whatIsMadeOfAHiddenColumnIsHidden() {
        var tables = shop(Map.of("sale READ", new Grant(new Condition.Everything(), List.of("all"))));
        write(tables, "1", Map.of("quantity", 1L, "secret", "x"));

        assertThat(tables.find(EVE, "sale", "1").orElseThrow().cells()).doesNotContainKeys("secret", "told").containsKey("name");
        assertThat(code(() -> tables.query(EVE, Query.of("sale", "told")))).isEqualTo("table.unknown-column");
        assertThat(code(() -> tables.query(EVE, Query.of("sale").where(Condition.eq("told", "told: x"))))).isEqualTo("table.unknown-column");
        assertThat(code(() -> tables.query(EVE, Query.of("sale").order(new Query.Order("told", false))))).isEqualTo("table.unknown-column");
        assertThat(tables.mayUse(EVE, ColumnPrivilege.READ, "sale", "told")).isFalse();
        assertThat(tables.mayUse(EVE, ColumnPrivilege.UPDATE, "sale", "secretly_account")).as("targets go together").isFalse();
    }

    @Test
    default void aLookupLeadsToOneRowOfOneOfItsTables() {
        var tables = shop(Map.of());
        write(tables, "1", Map.of("customer_account", "A"));
        write(tables, "2", Map.of("customer_contact", "eve"));

        assertThat(tables.find(HOUSE, "sale", "1", "customer", "customer_account.id", "customer_contact.account.id")).get().extracting(Row::cells)
                .isEqualTo(Map.of("id", "1", "customer", "account/A", "customer_account.id", "A"));
        assertThat(tables.find(HOUSE, "sale", "2", "customer_contact.account.id")).get().extracting(Row::cells).isEqualTo(Map.of("id", "2", "customer_contact.account.id", "A"));
        assertThat(keys(tables, HOUSE, Condition.eq("customer", "contact/eve"))).containsExactly("2");

        tables.write(HOUSE, Write.of(new Change.Update("sale", "1", Map.of("customer_contact", "eve"))));
        assertThat(tables.find(HOUSE, "sale", "1").orElseThrow().cells()).containsEntry("customer", "contact/eve").doesNotContainKey("customer_account");
        assertThat(fields(() -> write(tables, "3", Map.of("customer_contact", "eve", "customer_account", "A")))).hasSize(1)
                .extracting(FieldProblem::code).containsExactly("second-target");
        assertThat(fields(() -> write(tables, "3", Map.of("customer_contact", "A")))).extracting(FieldProblem::field, FieldProblem::code).containsExactly(tuple("customer_contact", "unknown-row"));
        assertThat(code(() -> tables.write(HOUSE, Write.of(new Change.Delete("contact", "eve"))))).isEqualTo("table.in-use");
    }

    @Test
    default void aLookupThatHasToLeadSomewhereMayLeadToAnyOfItsTables() {
        var tables = shop(Map.of());
        assertThat(fields(() -> tables.write(HOUSE, Write.of(new Change.Create("note", Map.of("id", "1")))))).extracting(FieldProblem::field, FieldProblem::code).containsExactly(tuple("about", "required"));
        tables.write(HOUSE, Write.of(new Change.Create("note", Map.of("id", "1", "about_account", "A"))));
        tables.write(HOUSE, Write.of(new Change.Update("note", "1", Map.of("about_contact", "eve"))));
        var emptied = new HashMap<String, Object>();
        emptied.put("about_contact", null);
        assertThat(fields(() -> tables.write(HOUSE, Write.of(new Change.Update("note", "1", emptied))))).extracting(FieldProblem::field, FieldProblem::code).containsExactly(tuple("about", "required"));
    }

    /** Rules follow the target they name, and linking needs rights to the one that is meant. */
    @Test
    default void rightsAreThoseOfTheTargetThatIsMeant() {
        var mine = new Condition.Or(List.of(new Condition.Compare("customer_account", Condition.Operator.EQ, new Operand.MyAccounts()),
                new Condition.Compare("customer_contact.account", Condition.Operator.EQ, new Operand.MyAccounts())));
        var all = new Grant(new Condition.Everything(), List.of("all"));
        var tables = shop(Map.of("sale READ", new Grant(mine, List.of("mine")), "sale WRITE", all, "sale APPEND", all, "account READ", all, "contact READ", all, "contact APPEND_TO", all));
        write(tables, "1", Map.of("customer_account", "A"));
        write(tables, "2", Map.of("customer_contact", "eve"));
        write(tables, "3", Map.of("customer_account", "B"));

        assertThat(keys(tables, EVE, new Condition.Everything())).containsExactly("1", "2");
        tables.write(EVE, Write.of(new Change.Update("sale", "1", Map.of("customer_contact", "eve"))));
        assertThat(code(() -> tables.write(EVE, Write.of(new Change.Update("sale", "1", Map.of("customer_account", "A")))))).isEqualTo("table.denied");
    }

    private static void write(Tables tables, String key, Map<String, Object> values) {
        var all = new HashMap<>(values);
        all.put("id", key);
        tables.write(HOUSE, Write.of(new Change.Create("sale", all)));
    }

    private static String code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(TorgException.class, call).code();
    }

    private static List<FieldProblem> fields(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(TorgException.class, call).fields();
    }

    private static List<String> keys(Tables tables, Caller caller, Condition where) {
        return tables.query(caller, Query.of("sale").where(where)).rows().stream().map(Row::key).toList();
    }

    private Tables shop(Map<String, Grant> grants) {
        var tables = open(new TestSource()
                .document("tables/account.yml", "{table: account, key: id, columns: {id: {type: text}}}")
                .document("tables/contact.yml", "{table: contact, key: id, columns: {id: {type: text}, account: {type: lookup, to: account}}}")
                .document("tables/note.yml", "{table: note, key: id, columns: {id: {type: text}, about: {type: lookup, to: [account, contact], required: true}}}")
                .document("tables/sale.yml", """
                        table: sale
                        key: id
                        columns:
                          total: {type: decimal, scale: 2, formula: "quantity * price - first(discount, 0)"}
                          name: {type: text, formula: "first & ' ' & last"}
                          large: {type: boolean, formula: "price >= 10 and not (quantity = 1)"}
                          told: {type: text, formula: "'told: ' & secret"}
                          id: {type: text}
                          quantity: {type: integer}
                          price: {type: decimal, scale: 3}
                          discount: {type: decimal, scale: 1}
                          first: {type: text, length: 20}
                          last: {type: text, length: 20}
                          secret: {type: text}
                          customer: {type: lookup, to: [account, contact]}
                          secretly: {type: lookup, to: [account, contact]}
                        """), new OwnOrders(grants));
        tables.write(HOUSE, Write.of(new Change.Create("account", Map.of("id", "A")), new Change.Create("account", Map.of("id", "B")),
                new Change.Create("contact", Map.of("id", "eve", "account", "A"))));
        return tables;
    }
}

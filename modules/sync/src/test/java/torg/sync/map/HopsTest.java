package torg.sync.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Schema;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSource;

/** An ERP names rows by what it knows of them, and what a row says may stand several lookups away. */
@Timeout(20)
class HopsTest {
    private static final Caller SYNC = Caller.service("sync");
    private final TestSource source = site("columns: {number: Number, contact: {field: Customer, by: account.tax}, currency: {from: contact.account.company.currency}}");
    private final Schema schema = source.compile(new TableDocuments());
    private final TableMaps maps = source.compile(new MapsCompiler());
    private final TableMap orders = maps.named("orders").orElseThrow();
    private final Tables tables = new MemoryTables(schema);

    @BeforeEach
    void rows() {
        put("company", "nw", Map.of("currency", "NOK"));
        put("account", "a", Map.of("tax", 7L, "company", "nw"));
        put("account", "b", Map.of("tax", 8L));
        put("contact", "ann", Map.of("account", "a"));
        put("contact", "bob", Map.of("account", "b"));
    }

    @Test
    void aLookupIsFoundByWhatTheErpCallsTheRowOverSeveralHops() {
        assertThat(inbound("7")).containsEntry("contact", "ann").containsEntry("currency", "NOK");
        assertThat(inbound("8")).containsEntry("contact", "bob").containsEntry("currency", null);
        assertThat(new Inbound(tables, SYNC, maps, orders).values(Map.of("Number", "1"))).as("no value").containsEntry("contact", null);
    }

    @Test
    void whatNoRowOrSeveralAreCalledIsNotTaken() {
        put("contact", "eve", Map.of("account", "b"));
        assertRefused(() -> inbound("9"), "sync.not-found");
        assertRefused(() -> inbound("8"), "sync.several-found");
        assertRefused(() -> inbound("seven"), "sync.wrong-value");
    }

    @Test
    void theErpIsSentWhatItCallsTheRow() {
        put("contact", "eve", Map.of());
        put("order", "1", Map.of("contact", "bob"));
        put("order", "2", Map.of("contact", "eve"));
        assertThat(sent("1")).containsEntry("Customer", 8L);
        assertRefused(() -> sent("2"), "sync.not-named");
    }

    @Test
    void aPathThatLeadsNowhereIsTold() {
        assertThat(problems("contact: {field: Customer, by: main.tax}")).isEmpty();
        assertThat(problems("contact: {field: Customer, by: account.tax}")).as("two contacts may have one").containsExactly("sync.not-unique");
        assertThat(problems("contact: {field: Customer, by: acount.tax}")).containsExactly("sync.unknown-column");
        assertThat(problems("contact: {field: Customer, by: account.tax.x}")).containsExactly("sync.no-lookup");
        assertThat(problems("contact: {field: Customer, by: account.company.currency.x}")).containsExactly("sync.wrong-path");
        assertThat(problems("contact: {field: Customer, by: memo}")).containsExactly("sync.not-comparable");
        assertThat(problems("currency: {field: Currency, by: tax}")).containsExactly("sync.no-lookup");
        assertThat(problems("contact: Contact, currency: {from: contact.account.company.currency}")).isEmpty();
        assertThat(problems("contact: Contact, currency: {from: contact.account.kompany.currency}")).containsExactly("sync.unknown-column");
        assertThat(problems("contact: Contact, currency: {from: contact.account.tax}")).containsExactly("sync.other-type");
        assertThat(problems("contact: Contact, currency: {from: contact.account.company.home.currency}")).containsExactly("sync.wrong-path");
    }

    private Map<String, Object> inbound(String customer) {
        return new Inbound(tables, SYNC, maps, orders).values(Map.of("Number", "1", "Customer", customer));
    }

    private Map<String, Object> sent(String order) {
        return new Outbound(tables, SYNC, maps).document(orders, "Orders", "", order).orElseThrow().head();
    }

    private void put(String table, String key, Map<String, Object> values) {
        tables.write(SYNC, Write.of(List.of(new Change.Put(table, key, values))));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable doing, String code) {
        assertThatThrownBy(doing).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static List<String> problems(String columns) {
        var site = site("columns: {number: Number, " + columns + "}");
        site.compile(new TableDocuments());
        return site.problems(new MapsCompiler()).stream().map(problem -> problem.code()).toList();
    }

    private static TestSource site(String columns) {
        return new TestSource()
                .document("tables/company.yml", "{table: company, key: id, columns: {id: {type: text}, name: {type: text}, currency: {type: text}}}")
                .document("tables/account.yml", "{table: account, key: id, columns: {id: {type: text}, tax: {type: integer, unique: true}, company: {type: lookup, to: company}}}")
                .document("tables/contact.yml", "{table: contact, key: id, columns: {id: {type: text}, account: {type: lookup, to: account}, main: {type: lookup, to: account, unique: true}, memo: {type: longtext}}}")
                .document("tables/order.yml", "{table: order, key: number, outbox: true, columns: {number: {type: text}, contact: {type: lookup, to: contact}, currency: {type: text}}}")
                .document("maps/orders.yml", "map: orders\nconnector: erp\nentity: Orders\ntable: order\ndirection: both\nreference: Reference\n" + columns + "\n");
    }
}

package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.testkit.TestSource;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

/** The customer portal's own permissions, over the people and orders that its visibility table speaks of. */
class VisibilityTest {
    private static final Caller HOUSE = Caller.service("test");
    private static final Caller ADMIN = Caller.contact("NWND-1", "Admin", List.of(), List.of("administrator"));
    private static final Caller MARIA = Caller.contact("ALFKI-1", "Maria Anders", List.of("ALFKI"), List.of("customer-representative"));
    private static final Caller JANE = Caller.contact("ALFKI-2", "Jane", List.of("ALFKI"), List.of("authorized-user"));
    private static final Caller SAM = Caller.contact("ALFKI-3", "Sam", List.of("ALFKI"), List.of("authorized-user"));
    private static final Caller ANA = Caller.contact("ANATR-1", "Ana Trujillo", List.of("ANATR"), List.of("customer-representative"));
    private static final Caller MAY = Caller.contact("ANATR-2", "May", List.of("ANATR"), List.of());

    private final MemoryTables tables = portal();

    @Test
    void ordersAreSeenAsTheVisibilityTableSays() {
        assertThat(seen(ADMIN, "salesorder")).containsExactly("of-ana", "of-jane", "of-may", "of-sam");
        assertThat(seen(MARIA, "salesorder")).containsExactly("of-jane", "of-sam");
        assertThat(seen(JANE, "salesorder")).containsExactly("of-jane");
        assertThat(seen(SAM, "salesorder")).containsExactly("of-sam");
        assertThat(seen(ANA, "salesorder")).containsExactly("of-ana", "of-may");
        assertThat(seen(MAY, "salesorder")).isEmpty();
        assertThat(seen(Caller.ANONYMOUS, "salesorder")).isEmpty();
    }

    @Test
    void linesAreSeenWithTheirOrders() {
        assertThat(seen(ADMIN, "salesorderdetail")).hasSize(4);
        assertThat(seen(MARIA, "salesorderdetail")).containsExactly("of-jane-1", "of-sam-1");
        assertThat(seen(JANE, "salesorderdetail")).containsExactly("of-jane-1");
        assertThat(seen(MAY, "salesorderdetail")).isEmpty();
    }

    @Test
    void aRepresentativeSeesTheOwnAccountAndItsPeople() {
        assertThat(seen(MARIA, "account")).containsExactly("ALFKI");
        assertThat(seen(MARIA, "contact")).containsExactly("ALFKI-1", "ALFKI-2", "ALFKI-3");
        assertThat(seen(MARIA, "address")).containsExactly("ALFKI-home");
        assertThat(seen(JANE, "contact")).containsExactly("ALFKI-2");
        assertThat(seen(JANE, "account")).containsExactly("ALFKI");
    }

    @Test
    void whoHasNoRoleSeesOnlyTheOwnContact() {
        for (var table : tables.schema().tables().keySet()) {
            assertThat(seen(MAY, table)).as(table).isEqualTo(table.equals("contact") ? new TreeSet<>(List.of("ANATR-2")) : new TreeSet<>());
            assertThat(seen(Caller.ANONYMOUS, table)).as(table).isEmpty();
        }
    }

    @Test
    void everyoneEditsTheOwnProfileAndNothingElse() {
        update(MAY, "ANATR-2", Map.of("phone", "1", "jobtitle", "Buyer", "language", "nb"));
        assertDenied(() -> update(MAY, "ANATR-2", Map.of("email", "other@example.com")));
        assertDenied(() -> update(MAY, "ANATR-2", Map.of("account", "ALFKI")));
        assertDenied(() -> update(MARIA, "ALFKI-2", Map.of("phone", "1")));
        assertThatThrownBy(() -> update(JANE, "ALFKI-3", Map.of("phone", "1")))
                .isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.NOT_FOUND));
    }

    @Test
    void theProfileIsChangedWithItsFormOnly() {
        for (var caller : List.of(MAY, JANE, MARIA, MAY.through("order"))) {
            var own = new Change.Update("contact", caller.contact().orElseThrow(), Map.of("language", "xx"));
            assertDenied(() -> tables.write(caller, Write.of(own)));
        }
    }

    @Test
    void whoMayOrderOrdersForTheOwnAccountAndInTheOwnName() {
        order(JANE, "ALFKI", "ALFKI-2", Map.of());
        order(MARIA, "ALFKI", "ALFKI-1", Map.of("deliveryaddress", "ALFKI-home"));
        order(ADMIN, "ANATR", "ANATR-1", Map.of());
        assertRefused(() -> order(JANE, "ALFKI", "ALFKI-3", Map.of()));
        assertRefused(() -> order(MARIA, "ALFKI", "ALFKI-2", Map.of()));
        assertRefused(() -> order(JANE, "ANATR", "ALFKI-2", Map.of()));
        assertRefused(() -> order(JANE, "ALFKI", "ALFKI-2", Map.of("invoiceaccount", "ANATR")));
        assertRefused(() -> order(JANE, "ALFKI", "ALFKI-2", Map.of("deliveryaddress", "ANATR-home")));
        assertRefused(() -> order(MAY, "ANATR", "ANATR-2", Map.of()));
        assertRefused(() -> order(Caller.ANONYMOUS, "ALFKI", "ALFKI-1", Map.of()));
        assertThat(seen(HOUSE, "salesorder")).hasSize(7);
    }

    @Test
    void ordersAndLinesAreMadeWithTheFormOnly() {
        for (var caller : List.of(JANE, MARIA, JANE.through("profile"))) {
            var order = new HashMap<>(orderFor("ALFKI", caller.contact().orElseThrow()));
            assertDenied(() -> tables.write(caller, Write.of(new Change.Create("salesorder", order))));
            assertDenied(() -> tables.write(caller, Write.of(new Change.Create("salesorderdetail", lineOf("of-jane", 2, "1")))));
        }
    }

    @Test
    void howFarAnOrderHasComeIsForTheSellerToSay() {
        assertRefused(() -> order(JANE, "ALFKI", "ALFKI-2", Map.of("status", "invoiced")));
        assertRefused(() -> order(JANE, "ALFKI", "ALFKI-2", Map.of("erpnumber", "1")));
        assertRefused(() -> tables.write(JANE, Write.of(new Change.Update("salesorder", "of-jane", Map.of("total", BigDecimal.ZERO)))));
    }

    @Test
    void aDiscontinuedProductIsSeenButNotOrdered() {
        assertThat(seen(JANE, "product")).containsExactly("1", "5");
        line(JANE, "of-jane", 2, "1");
        assertRefused(() -> line(JANE, "of-jane", 3, "5"));
        assertRefused(() -> line(ADMIN, "of-jane", 3, "5"));
    }

    @Test
    void pricesOfOthersAreNotSeen() {
        tables.write(HOUSE, Write.of(new Change.Create("pricelist", Map.of("pricelistcode", "ANAS")),
                new Change.Create("pricelistitem", Map.of("itemkey", "ANAS-1", "pricelist", "ANAS", "product", "1", "unit", "ea", "currency", "USD", "price", BigDecimal.ONE))));

        for (var customer : List.of(MARIA, JANE)) {
            assertThat(seen(customer, "pricelistitem")).isEmpty();
            assertThat(seen(customer, "pricelist")).isEmpty();
            assertThat(seen(customer.through("inquiry"), "pricelistitem")).isEmpty();
            assertThat(seen(customer.through("order"), "pricelistitem")).as("the form takes the one of the own list").isNotEmpty();
        }
        assertThat(seen(ADMIN, "pricelistitem")).isNotEmpty();
    }

    @Test
    void ofAnAccountsCreditItsRepresentativesAndTheSellersPeopleHearAndNobodyElse() {
        for (var account : List.of("ALFKI", "ANATR")) tables.write(HOUSE, Write.of(new Change.Create("credit", Map.of("accountnumber", account, "account", account))));

        assertThat(seen(MARIA, "credit")).containsExactly("ALFKI");
        assertThat(seen(ADMIN, "credit")).containsExactly("ALFKI", "ANATR");
        for (var other : List.of(JANE, MAY, Caller.ANONYMOUS)) assertThat(seen(other, "credit")).isEmpty();
        assertThat(seen(JANE.through("order"), "credit")).isEmpty();
    }

    @Test
    void linesAreAddedToOwnOrdersUntilTheseAreConfirmed() {
        assertRefused(() -> line(JANE, "of-sam", 2, "1"));
        assertRefused(() -> line(MARIA, "of-sam", 2, "1"));
        tables.write(HOUSE, Write.of(new Change.Update("salesorder", "of-sam", Map.of("status", "confirmed"))));
        assertRefused(() -> line(SAM, "of-sam", 2, "1"));
    }

    @Test
    void columnsOfOrdersAreReadByWhoSeesOrders() {
        assertThat(tables.mayUse(JANE, ColumnPrivilege.READ, "salesorder", "erpnumber")).isTrue();
        assertThat(tables.mayUse(ADMIN, ColumnPrivilege.READ, "salesorder", "erpnumber")).isTrue();
        assertThat(tables.mayUse(MAY, ColumnPrivilege.READ, "salesorder", "erpnumber")).isFalse();
    }

    private static MemoryTables portal() {
        var site = Path.of("..", "..", "content", "customer-portal");
        var sites = TestSites.of(new TestSource().folder(site, "tables", "roles", "permissions", "forms"), new TableDocuments(), new PermissionCompiler());
        var tables = new MemoryTables(sites::schema).rights(new CompiledAccess(sites));
        put(tables, "company", "nwnd", Map.of("name", "Northwind"));
        put(tables, "currency", "USD", Map.of());
        put(tables, "uom", "ea", Map.of());
        put(tables, "product", "1", Map.of("name", "Chai"));
        put(tables, "product", "5", Map.of("name", "Gumbo", "discontinued", true));
        for (var account : List.of("ALFKI", "ANATR")) {
            put(tables, "account", account, Map.of("name", account, "company", "nwnd"));
            put(tables, "address", account + "-home", Map.of("account", account, "description", "Home"));
        }
        for (var contact : List.of("ALFKI-1", "ALFKI-2", "ALFKI-3", "ANATR-1", "ANATR-2")) {
            put(tables, "contact", contact, Map.of("fullname", contact, "account", contact.substring(0, 5)));
        }
        Map.of("of-jane", "ALFKI-2", "of-sam", "ALFKI-3", "of-ana", "ANATR-1", "of-may", "ANATR-2").forEach((order, contact) -> {
            put(tables, "salesorder", order, orderFor(contact.substring(0, 5), contact));
            put(tables, "salesorderdetail", order + "-1", lineOf(order, 1, "1"));
        });
        return tables;
    }

    private static Map<String, Object> orderFor(String account, String contact) {
        return Map.of("account", account, "contact", contact, "company", "nwnd", "currency", "USD", "deliverycountry", "DE");
    }

    private static Map<String, Object> lineOf(String order, long number, String product) {
        return Map.of("salesorder", order, "linenumber", number, "product", product, "quantity", BigDecimal.ONE, "unit", "ea");
    }

    private static void put(MemoryTables tables, String table, String key, Map<String, Object> values) {
        tables.write(HOUSE, Write.of(new Change.Put(table, key, values)));
    }

    private void order(Caller caller, String account, String contact, Map<String, Object> more) {
        var values = new HashMap<>(orderFor(account, contact));
        values.putAll(more);
        tables.write(caller.through("order"), Write.of(new Change.Create("salesorder", values)));
    }

    private void line(Caller caller, String order, long number, String product) {
        tables.write(caller.through("order"), Write.of(new Change.Create("salesorderdetail", lineOf(order, number, product))));
    }

    private void update(Caller caller, String contact, Map<String, Object> values) {
        tables.write(caller.through("profile"), Write.of(new Change.Update("contact", contact, values)));
    }

    private TreeSet<String> seen(Caller caller, String table) {
        var keys = new TreeSet<String>();
        tables.query(caller, Query.of(table)).rows().stream().map(Row::key).forEach(keys::add);
        return keys;
    }

    private static void assertDenied(Runnable write) {
        assertThatThrownBy(write::run).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.DENIED));
    }

    /** Refused, whether as a right that is missing or as a row that this caller cannot know of. */
    private static void assertRefused(Runnable write) {
        assertThatThrownBy(write::run).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isIn(ProblemKind.DENIED, ProblemKind.INVALID));
    }
}

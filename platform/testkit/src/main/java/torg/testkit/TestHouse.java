package torg.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Write;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.spi.site.SiteCompiler;

/**
 * A tiny portal in memory: a site in two languages, two customers, three roles and ten rows behind the gate. It is made quickly enough to be made anew for each test.
 *
 * <ul>
 *   <li>{@link #JANE}, a buyer of Alfki, sees and makes orders of her own ({@code 1001}, {@code 1002}).
 *   <li>{@link #MAX}, who manages Alfki, sees and makes all its orders ({@code 1003} is his).
 *   <li>{@link #ANA}, a buyer of Anatr, has {@code 2001} and {@code 2002}.
 *   <li>{@link #ADA}, an administrator of the seller, who is of no account, sees and changes everything; she alone sees an order's {@code note}.
 * </ul>
 */
public final class TestHouse {
    /** A buyer of Alfki. */
    public static final Caller JANE = Caller.contact("jane", "Jane", List.of("alfki"), List.of("buyer"));
    /** Manages Alfki. */
    public static final Caller MAX = Caller.contact("max", "Max", List.of("alfki"), List.of("manager"));
    /** A buyer of Anatr. */
    public static final Caller ANA = Caller.contact("ana", "Ana", List.of("anatr"), List.of("buyer"));
    /** Runs the portal. */
    public static final Caller ADA = Caller.contact("ada", "Ada", List.of(), List.of("administrator"));

    private final TestSites sites;
    private final MemoryTables tables;

    private TestHouse(TestSites sites) {
        this.sites = sites;
        this.tables = new MemoryTables(sites::schema).rights(new People());
        tables.write(Caller.service("test"), Write.of(Stream.concat(parties(), orders()).toList()));
    }

    /** The house as it is described above. */
    public static TestHouse open() {
        return of(source());
    }

    /**
     * A house with further documents.
     *
     * @param source {@link #source()}, with what a test adds
     * @param compilers that read these, in the order in which they need one another; the tables are compiled before
     */
    public static TestHouse of(TestSource source, SiteCompiler<?>... compilers) {
        return new TestHouse(TestSites.of(source, Stream.concat(Stream.of(new TableDocuments()), Stream.of(compilers)).toArray(SiteCompiler<?>[]::new)));
    }

    /** The documents of the house, for a test to add some. */
    public static TestSource source() {
        return new TestSource().languages("en", "nb")
                .document("tables/account.yml", "{table: account, key: number, title: name, columns: {number: {type: text}, name: {type: text}}}")
                .document("tables/contact.yml", "{table: contact, key: number, title: name, columns: {number: {type: text}, name: {type: text}, account: {type: lookup, to: account}}}")
                .document("tables/salesorder.yml", """
                        {table: salesorder, key: number, columns: {number: {type: text}, account: {type: lookup, to: account, required: true}, contact: {type: lookup, to: contact},
                          total: {type: money}, status: {type: choice, default: open, choices: {open: {en: Open, nb: Åpen}, shipped: {en: Shipped, nb: Sendt}}}, note: {type: text}}}""");
    }

    private static Stream<Change> parties() {
        return Stream.of(new Change.Create("account", Map.of("number", "alfki", "name", "Alfki")), new Change.Create("account", Map.of("number", "anatr", "name", "Anatr")),
                new Change.Create("contact", Map.of("number", "jane", "name", "Jane", "account", "alfki")), new Change.Create("contact", Map.of("number", "max", "name", "Max", "account", "alfki")),
                new Change.Create("contact", Map.of("number", "ana", "name", "Ana", "account", "anatr")));
    }

    private static Stream<Change> orders() {
        return Stream.of(order("1001", JANE), order("1002", JANE), order("1003", MAX), order("2001", ANA), order("2002", ANA));
    }

    private static Change order(String number, Caller of) {
        return new Change.Create("salesorder", new HashMap<>(Map.of("number", number, "account", of.accounts().getFirst(), "contact", of.contact().orElseThrow(), "note", "ours")));
    }

    /** The site as it is now. */
    public Site site() {
        return sites.current();
    }

    /** The site, to be edited. */
    public TestSites sites() {
        return sites;
    }

    /** The rows, as everybody reaches them: with the rights that the caller has here. */
    public MemoryTables tables() {
        return tables;
    }

    /** A request for a page, by nobody who is signed in until {@link Requests#as} says otherwise. */
    public Requests get(String path) {
        return Requests.get(site(), path);
    }

    /** A form that is sent. */
    public Requests post(String path) {
        return Requests.post(site(), path);
    }

    /** What the three roles give. */
    private static final class People implements TableAccess {
        private static final Condition OWN = new Condition.Compare("contact", Condition.Operator.EQ, new Operand.Me());
        private static final Condition OURS = new Condition.Compare("account", Condition.Operator.EQ, new Operand.MyAccounts());
        private static final Set<Privilege> OF_ORDERS = Set.of(Privilege.READ, Privilege.CREATE, Privilege.APPEND);

        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            if (caller.hasRole("administrator")) return new Grant(new Condition.Everything(), List.of("administrator"));
            var rows = switch (table) {
                case "salesorder" -> OF_ORDERS.contains(privilege) ? orders(caller) : new Condition.Nothing();
                case "account" -> mayLookUp(privilege) ? new Condition.Compare("number", Condition.Operator.EQ, new Operand.MyAccounts()) : new Condition.Nothing();
                case "contact" -> mayLookUp(privilege) ? new Condition.Compare("number", Condition.Operator.EQ, new Operand.Me()) : new Condition.Nothing();
                default -> new Condition.Nothing();
            };
            return rows instanceof Condition.Nothing ? Grant.denied("no rule") : new Grant(rows, List.of("own"));
        }

        private static Condition orders(Caller caller) {
            if (caller.hasRole("manager")) return OURS;
            return caller.hasRole("buyer") ? Condition.all(OWN, OURS) : new Condition.Nothing();
        }

        private static boolean mayLookUp(Privilege privilege) {
            return privilege == Privilege.READ || privilege == Privilege.APPEND_TO;
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return column -> caller.hasRole("administrator") || !(table.equals("salesorder") && column.equals("note"));
        }

        @Override
        public Set<String> tables() {
            return Set.of("account", "contact", "salesorder");
        }
    }
}

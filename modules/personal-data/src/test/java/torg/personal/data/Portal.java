package torg.personal.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Table;
import torg.api.table.Write;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.spi.identity.Admissions;
import torg.spi.identity.PersonalData;
import torg.spi.identity.PersonalData.Fate;
import torg.spi.table.TableSource;
import torg.testkit.FreshProof;
import torg.testkit.MemoryAudit;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** A portal with Jane, who ordered and lies in a module's tables, Sam, who is her colleague, and Nancy, who is the administrator. */
final class Portal implements Admissions {
    static final Caller JANE = Caller.contact("A-1", "Jane", List.of("A"), Set.of("customer"));
    static final Caller NANCY = Caller.contact("NW-1", "Nancy", List.of(), Set.of("administrator"));
    private static final Caller HOUSE = Caller.service("test");
    private static final TestSites SITES = sites("membership");

    final MemoryTables tables = new MemoryTables(SITES::schema).rights(new Rules()).with(new ModuleTables());
    final MemoryAudit log = new MemoryAudit();
    /** Whether everybody who is in proved of late who they are. */
    boolean fresh = true;
    final FreshProof proofs = new FreshProof(_ -> fresh);
    final PersonalDataResource resource = new PersonalDataResource(tables, proofs, this);
    final Erasure erasure = new Erasure(tables, proofs, this);
    boolean signedIn = true;

    Portal() {
        resource.log = log;
        resource.modules = List.of(new ModuleTables());
        erasure.log = log;
        erasure.modules = List.of(new ModuleTables());
        put("contact", "NW-1", Map.of("fullname", "Nancy", "initials", "N"));
        put("contact", "A-1", Map.of("fullname", "Jane", "initials", "J", "email", "jane@a.example", "secretnote", "pays late", "letters", true, "chief", "NW-1"));
        put("contact", "A-2", Map.of("fullname", "Sam", "initials", "S", "email", "jane@a.example"));
        for (var contact : List.of("A-1", "A-2")) {
            put("salesorder", "O-" + contact, Map.of("contact", contact, "note", "of " + contact));
            put("line", "L-" + contact, Map.of("salesorder", "O-" + contact, "product", "tea of " + contact));
            put("hidden", "H-" + contact, Map.of("contact", contact));
            put("membership", "M-" + contact, Map.of("contact", contact));
            put("module_deed", "D-" + contact, Map.of("doer", contact, "name", "name of " + contact, "place", "place of " + contact));
            put("module_maker", "T-" + contact, Map.of("maker", contact));
            put("module_session", "hash-" + contact, Map.of("contact", contact, "agent", "browser of " + contact, "csrf", "csrf-of-" + contact));
        }
        put("module_session", "session-of-nancy", Map.of("contact", "NW-1", "csrf", "csrf-of-nancy"));
        put("module_mail", "m1", Map.of("recipient", "jane@a.example", "subject", "Welcome", "plain", "a link"));
    }

    void put(String table, String key, Map<String, Object> values) {
        tables.write(HOUSE, Write.of(new Change.Put(table, key, values)));
    }

    static Site site() {
        return SITES.current();
    }

    /** @param going what the site says of tables of which a person's rows go */
    static TestSites sites(String going) {
        return TestSites.of(new TestSource().languages("en", "nb").setting("erased-with-person", going)
                .document("tables/contact.yml", """
                        {table: contact, key: id, title: fullname, columns: {id: {type: text}, fullname: {type: text, required: true}, email: {type: text}, secretnote: {type: text},
                         initials: {type: text, length: 2, required: true}, letters: {type: boolean}, inactive: {type: boolean}, erased: {type: boolean}, chief: {type: lookup, to: contact}}}""")
                .document("tables/salesorder.yml", "{table: salesorder, key: number, columns: {number: {type: text}, contact: {type: lookup, to: contact}, note: {type: text}}}")
                .document("tables/line.yml", "{table: line, key: id, columns: {id: {type: text}, salesorder: {type: lookup, to: salesorder, part: true}, product: {type: text}}}")
                .document("tables/membership.yml", "{table: membership, key: id, columns: {id: {type: text}, contact: {type: lookup, to: contact}}}")
                .document("tables/hidden.yml", "{table: hidden, key: id, columns: {id: {type: text}, contact: {type: lookup, to: contact}}}"), new TableDocuments());
    }

    /** Customers read their account's rows, without what the seller notes; nobody reads what is hidden. */
    private static final class Rules implements TableAccess {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            return table.equals("hidden") ? Grant.denied("nobody reads it") : new Grant(new Condition.Everything(), List.of("everybody"));
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return column -> caller.hasRole("administrator") || !column.equals("secretnote");
        }

        @Override
        public Set<String> tables() {
            return Set.of("contact", "salesorder", "line", "hidden", "membership");
        }
    }

    /** What a module keeps, and what it says of it. */
    private static final class ModuleTables implements TableSource, PersonalData {
        @Override
        public List<Table> tables() {
            return List.of(
                    Table.internal("module_session", List.of(), Column.of("token", ColumnType.TEXT), Column.of("contact", ColumnType.TEXT),
                            Column.of("agent", ColumnType.TEXT), Column.of("csrf", ColumnType.TEXT)),
                    Table.internal("module_deed", List.of(), Column.of("deed", ColumnType.TEXT), Column.of("doer", ColumnType.TEXT), Column.of("name", ColumnType.TEXT).asRequired(),
                            Column.of("place", ColumnType.TEXT)),
                    Table.internal("module_maker", List.of(), Column.of("token", ColumnType.TEXT), Column.of("maker", ColumnType.TEXT)),
                    Table.internal("module_mail", List.of(), Column.of("id", ColumnType.TEXT), Column.of("recipient", ColumnType.TEXT),
                            Column.of("subject", ColumnType.TEXT), Column.of("plain", ColumnType.TEXT)));
        }

        @Override
        public List<Kept> kept() {
            return List.of(Kept.of("module_session", "contact", "agent"), new Kept("module_mail", "recipient", Named.BY_ADDRESS, List.of("subject")), Kept.of("module_gone", "contact"),
                    Kept.of("module_deed", "doer").emptied("name", "place"), Kept.of("module_maker", "maker").staying(Fate.Why.RECORD),
                    Kept.of("contact", "id", "secretnote"));
        }
    }

    @Override
    public boolean isRemoved(String contact) {
        return false;
    }

    @Override
    public Optional<String> holder(String email) {
        return Optional.of("A-1").filter(_ -> email.equals("jane@a.example"));
    }

    @Override
    public Standing standing(String contact) {
        return Standing.IN;
    }

    @Override
    public Change admitted(String contact, String email, String password) {
        throw new AssertionError("nobody comes in here");
    }

    @Override
    public Optional<Change> stays(Caller by, String csrf) {
        return Optional.of(new Change.Update("module_session", "session-of-nancy", Map.of("csrf", csrf))).filter(_ -> signedIn).map(Change.class::cast);
    }

    @Override
    public boolean lock(Caller by, String csrf, String contact, boolean locked, List<Change> with) {
        return false;
    }

    @Override
    public boolean remove(Caller by, String csrf, String contact, List<Change> with) {
        return false;
    }
}

package torg.table.permissions;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import torg.api.identity.Caller;
import torg.api.site.SiteProblem;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.testkit.TestSource;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

/** Two accounts with their people, orders and lines, and the permissions a test writes. */
public final class Market {
    static final Caller HOUSE = Caller.service("test");
    public static final Caller JANE = Caller.contact("A-1", "Jane", List.of("A"), List.of("buyer"));
    public static final Caller REP = Caller.contact("A-2", "Sam", List.of("A"), List.of("rep"));
    public static final Caller MAY = Caller.contact("B-1", "May", List.of("B"), List.of());
    public static final Caller LONER = Caller.contact("N-1", "Nobody's", List.of(), List.of("buyer", "rep"));

    public final TestSites sites;
    public final MemoryTables tables;
    final CompiledAccess access;

    public Market(String permissions) {
        sites = TestSites.of(source(permissions), new TableDocuments(), new PermissionCompiler());
        access = new CompiledAccess(sites);
        tables = new MemoryTables(sites::schema).rights(access);
        put("account", "A", Map.of());
        put("account", "B", Map.of("blocked", true));
        put("contact", "A-1", Map.of("account", "A", "phone", "1"));
        put("contact", "A-2", Map.of("account", "A", "phone", "2"));
        put("contact", "B-1", Map.of("account", "B"));
        put("contact", "N-1", Map.of());
        put("salesorder", "1", Map.of("account", "A", "contact", "A-1"));
        put("salesorder", "2", Map.of("account", "A", "contact", "A-2", "state", "hidden"));
        put("salesorder", "3", Map.of("account", "B", "contact", "B-1"));
        put("line", "1a", Map.of("salesorder", "1"));
        put("line", "2a", Map.of("salesorder", "2"));
        put("line", "3a", Map.of("salesorder", "3"));
        put("line", "free", Map.of());
        put("quote", "a", Map.of("customer_account", "A"));
        put("quote", "b", Map.of("customer_account", "B"));
        put("quote", "c", Map.of("customer_contact", "A-1"));
        put("note", "on-1a", Map.of("line", "1a"));
        put("note", "on-3a", Map.of("line", "3a"));
        tables.write(HOUSE, Write.of(new Change.Associate("contact", "A-1", "watched", "1a"), new Change.Associate("contact", "A-1", "watched", "free"),
                new Change.Associate("contact", "A-2", "watched", "3a"), new Change.Associate("note", "on-1a", "topics", "3"), new Change.Associate("note", "on-3a", "topics", "2"),
                new Change.Associate("note", "on-3a", "topics", "1")));
    }

    /** What the compiler says about these permissions. */
    static List<SiteProblem> problems(String permissions) {
        var source = source(permissions);
        source.compile(new TableDocuments());
        return source.problems(new PermissionCompiler());
    }

    /** The same but for lists of columns, which rules that a test writes do without. */
    static List<SiteProblem> problemsOfRows(String permissions) {
        return problems(permissions).stream().filter(problem -> !problem.code().equals("permissions.every-column")).toList();
    }

    public static TestSource source(String permissions) {
        return new TestSource()
                .document("tables/account.yml", "{table: account, key: id, hierarchy: parent, columns: {id: {type: text}, blocked: {type: boolean, default: false}, parent: {type: lookup, to: account}}}")
                .document("tables/contact.yml", """
                        {table: contact, key: id, columns: {id: {type: text}, account: {type: lookup, to: account}, email: {type: text}, phone: {type: text}, salary: {type: text}},
                         relationships: {watched: {to: line, inverse: watchers}}}
                        """)
                .document("tables/salesorder.yml", """
                        table: salesorder
                        key: id
                        columns:
                          id: {type: text}
                          account: {type: lookup, to: account}
                          contact: {type: lookup, to: contact}
                          state: {type: choice, default: open, choices: {open: Open, hidden: Hidden}}
                          total: {type: decimal}
                          urgent: {type: boolean}
                        """)
                .document("tables/quote.yml", """
                        {table: quote, key: id, columns: {id: {type: text}, customer: {type: lookup, to: [account, contact]}, words: {type: text, formula: "'for ' & customer_account"}}}
                        """)
                .document("tables/line.yml", "{table: line, key: id, columns: {id: {type: text}, salesorder: {type: lookup, to: salesorder, part: true}}}")
                .document("tables/note.yml", "{table: note, key: id, columns: {id: {type: text}, line: {type: lookup, to: line}}, relationships: {topics: {to: salesorder, inverse: notes}}}")
                .document("tables/paper.yml", "{table: paper, key: id, columns: {id: {type: text}, scan: {type: file, media-types: [application/pdf]}}}")
                .document("roles/buyer.yml", "role: buyer")
                .document("roles/rep.yml", "role: rep")
                .document("forms/order.yml", "form: order")
                .document("permissions/test.yml", permissions);
    }

    /** An edit of the permissions. */
    void edit(String permissions) {
        sites.swap(source(permissions));
    }

    public Set<String> seenBy(Caller caller, String table) {
        var keys = new TreeSet<String>();
        tables.query(caller, Query.of(table)).rows().stream().map(Row::key).forEach(keys::add);
        return keys;
    }

    void create(Caller caller, String table, Map<String, Object> values) {
        tables.write(caller, Write.of(new Change.Create(table, values)));
    }

    void update(Caller caller, String table, String key, Map<String, Object> values) {
        tables.write(caller, Write.of(new Change.Update(table, key, values)));
    }

    void delete(Caller caller, String table, String key) {
        tables.write(caller, Write.of(new Change.Delete(table, key)));
    }

    public void put(String table, String key, Map<String, Object> values) {
        tables.write(HOUSE, Write.of(new Change.Put(table, key, values)));
    }
}

package torg.cases;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.api.view.Page;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.spi.view.Component;
import torg.testkit.HandClock;
import torg.testkit.MemoryTables;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** Jane of Alfki, who asks; Ana of Anatr, who asked nothing; Otto, who answers for the seller. */
final class Counter {
    static final Caller JANE = Caller.contact("jane", "Jane", List.of("alfki"), List.of("customer"));
    static final Caller ANA = Caller.contact("ana", "Ana", List.of("anatr"), List.of("customer"));
    static final Caller OTTO = Caller.contact("otto", "Otto", List.of("house"), List.of("desk"));
    static final String KIND = "{case: inquiry, table: inquiry, row: \"{number}\", notes: note, form: note, close-after-days: 14}";
    private static final Caller ERP = Caller.service("erp");
    final HandClock clock = new HandClock();
    final TestSites sites = TestSites.of(source(), new TableDocuments(), new CaseCompiler());
    final MemoryTables tables = new MemoryTables(sites::schema).rights(new Rights());
    final Desk desk = new Desk(tables, clock);

    Counter() {
        for (var person : List.of(JANE, ANA, OTTO)) {
            write(new Change.Create("account", Map.of("id", person.accounts().getFirst())), new Change.Create("contact", Map.of("id", person.contact().orElseThrow(), "fullname", person.name() + " Full")));
        }
        write(new Change.Create("inquiry", Map.of("number", "Q1", "account", "alfki", "contact", "jane", "state", "open")));
    }

    static TestSource source() {
        return new TestSource().languages("en", "nb").document("tables/account.yml", "{table: account, key: id, columns: {id: {type: text}}}")
                .document("tables/contact.yml", "{table: contact, key: id, title: fullname, columns: {id: {type: text}, fullname: {type: text}}}")
                .document("tables/inquiry.yml", """
                        {table: inquiry, key: number, columns: {number: {type: text}, account: {type: lookup, to: account}, contact: {type: lookup, to: contact}, moved: {type: datetime},
                          state: {type: choice, choices: {open: open, answered: answered, closed: closed}}}}""")
                .document("tables/note.yml", """
                        {table: note, key: number, columns: {number: {type: autonumber, format: N0000}, inquiry: {type: lookup, to: inquiry}, text: {type: longtext, length: 100},
                          file: {type: file, max-size: 1 MB, media-types: [image/png]}, contact: {type: lookup, to: contact}, account: {type: lookup, to: account}, written: {type: datetime},
                          internal: {type: boolean, default: false}, side: {type: choice, choices: {customer: customer, seller: seller}}}}""")
                .document("cases/inquiry.yml", KIND);
    }

    CaseKind kind() {
        return sites.current().part(Cases.class).flatMap(cases -> cases.find("inquiry")).orElseThrow();
    }

    NotesComponent component() {
        return new NotesComponent(tables, clock);
    }

    Requests asks(String method, Caller who) {
        return (method.equals("POST") ? Requests.post(sites.current(), "/inquiries/Q1") : Requests.get(sites.current(), "/inquiries/Q1")).as(who);
    }

    /** The place on the page of Q1. */
    Component.Place place(Requests request) {
        var place = request.place("case: inquiry");
        var page = place.page();
        var ofQ1 = new Page(page.path(), page.title(), page.description(), page.template(), page.body(), page.placements(), page.open(), page.roles(), page.parent(), Map.of("number", "Q1"));
        return new Component.Place(place.id(), place.request(), ofQ1, place.parameters());
    }

    Component.Outcome says(Caller who, String text) {
        return component().act(place(asks("POST", who).form("text", text)));
    }

    String seenBy(Caller who) {
        return component().fill(place(asks("GET", who))).toString();
    }

    Row about() {
        return tables.find(ERP, "inquiry", "Q1").orElseThrow();
    }

    String state() {
        return about().text("state").orElse("");
    }

    List<Row> notes() {
        return tables.query(ERP, Query.of("note", "text", "side", "internal").top(100)).rows();
    }

    /** As the ERP's sync does it, which knows no account and nobody's key. */
    void noteFromErp(String text) {
        write(new Change.Create("note", new HashMap<>(Map.of("inquiry", "Q1", "text", text, "written", clock.instant()))));
    }

    void write(Change... changes) {
        tables.write(ERP, Write.of(changes));
    }

    /** Customers see and write to what their account asked, but for what is internal; the desk does so with everything. Notes are written by way of the form alone. */
    private static final class Rights implements TableAccess {
        private static final Condition OURS = new Condition.Compare("account", Condition.Operator.EQ, new Operand.MyAccounts());

        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            var byForm = caller.form().filter("note"::equals).isPresent();
            return switch (table + " " + privilege) {
                case "inquiry READ" -> allowed(caller, OURS);
                case "inquiry APPEND_TO" -> byForm ? allowed(caller, OURS) : Grant.denied("only by the form");
                case "note READ" -> allowed(caller, Condition.all(new Condition.Compare("inquiry.account", Condition.Operator.EQ, new Operand.MyAccounts()), Condition.eq("internal", false)));
                case "note CREATE", "note APPEND" -> byForm ? allowed(caller, Condition.all(OURS, Condition.eq("internal", false))) : Grant.denied("only by the form");
                case "account APPEND_TO", "contact APPEND_TO", "contact READ", "account READ" -> new Grant(new Condition.Everything(), List.of("all"));
                default -> Grant.denied("no rule");
            };
        }

        private static Grant allowed(Caller caller, Condition customers) {
            return new Grant(caller.hasRole("desk") ? new Condition.Everything() : customers, List.of("rule"));
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return column -> caller.hasRole("desk") || !(privilege == ColumnPrivilege.CREATE && column.equals("internal"));
        }

        @Override
        public Set<String> tables() {
            return Set.of("account", "contact", "inquiry", "note");
        }
    }
}

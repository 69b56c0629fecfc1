package torg.order.notifications;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.mail.Mail;
import torg.api.mail.Mails;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.spi.identity.Identity;
import torg.testkit.HandClock;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** Jane of Alfki and Ana of Anatr, who read their own orders without the note, and a post that keeps what is written. */
final class Portal {
    static final Caller SELLER = Caller.service("seller");
    static final Caller JANE = Caller.contact("jane", "Jane", List.of("alfki"), List.of("buyer"));
    static final Caller ANA = Caller.contact("ana", "Ana", List.of("anatr"), List.of("buyer"));
    static final String CONFIRMED = """
            {event: confirmed, label: {en: Confirmed, nb: Bekreftet}, table: salesorder, changes: [status], when: "status = 'confirmed'", contact: contact, account: account,
              title: {en: "Order {number} is {status}", nb: "Ordre {number} er {status}"}, text: "Note: {note}", link: "/orders/{number}"}""";
    final HandClock clock = new HandClock();
    final TestSites sites = TestSites.of(source(), new TableDocuments(), new EventCompiler());
    final MemoryTables tables = new MemoryTables(sites::schema).with(new NotificationTables()).rights(new OwnOrders());
    final Post post = new Post();
    final Set<String> lockedOut = new HashSet<>();

    Portal() {
        for (var person : List.of(JANE, ANA)) {
            write(new Change.Create("account", Map.of("id", person.accounts().getFirst())),
                    new Change.Create("contact", Map.of("id", person.contact().orElseThrow(), "email", person.contact().get() + "@northwind.example", "language", person == JANE ? "en" : "nb")));
        }
    }

    static TestSource source() {
        return new TestSource().languages("en", "nb").document("tables/account.yml", "{table: account, key: id, columns: {id: {type: text}}}")
                .document("tables/contact.yml", "{table: contact, key: id, columns: {id: {type: text}, email: {type: text}, language: {type: text}}}")
                .document("tables/letter.yml", "{table: letter, key: id, columns: {id: {type: text}}}")
                .document("tables/salesorder.yml", """
                        {table: salesorder, key: number, columns: {number: {type: text}, note: {type: text}, remark: {type: longtext},
                          contact: {type: lookup, to: contact}, account: {type: lookup, to: account},
                          status: {type: choice, choices: {open: {en: open, nb: åpen}, confirmed: {en: confirmed, nb: bekreftet}}}}}""")
                .document("notifications/confirmed.yml", CONFIRMED);
    }

    Teller teller() {
        return new Teller(tables, sites, new Known(), post, clock, false);
    }

    void order(String number, Caller of) {
        write(new Change.Create("salesorder", Map.of("number", number, "note", "secret", "contact", of.contact().orElseThrow(), "account", of.accounts().getFirst(), "status", "open")));
    }

    void status(String number, String status) {
        write(new Change.Update("salesorder", number, Map.of("status", status)));
    }

    void write(Change... changes) {
        tables.write(SELLER, Write.of(changes));
    }

    List<Row> told() {
        return tables.query(SELLER, Query.of(NotificationTables.TOLD, "contact", "row", "read", "due").order(new Query.Order("id", false)).top(1_000)).rows();
    }

    /** Everybody may come in for their own account unless they are locked out. */
    private final class Known implements Identity {
        @Override
        public Entry signIn(String name, String password, String address) {
            return new Entry.Refused();
        }

        @Override
        public Optional<Session> whoIs(String token, String address) {
            return Optional.empty();
        }

        @Override
        public Optional<Caller> callerOf(String contact) {
            return List.of(JANE, ANA).stream().filter(person -> person.contact().equals(Optional.of(contact)) && !lockedOut.contains(contact)).findFirst();
        }

        @Override
        public void signOut(String token) {
            throw new IllegalStateException("nobody signed in");
        }
    }

    /** Of orders, their own; the note is for the seller. */
    private static final class OwnOrders implements TableAccess {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            if (!table.equals("salesorder") || privilege != Privilege.READ || !caller.hasRole("buyer")) return Grant.denied("no rule");
            return new Grant(new Condition.Compare("contact", Condition.Operator.EQ, new Operand.Me()), List.of("own"));
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return column -> !column.equals("note");
        }

        @Override
        public Set<String> tables() {
            return Set.of("salesorder");
        }
    }

    /** Takes mails of a kind to an address until it has the most; counts what was committed, as the real one does. */
    final class Post implements Mails {
        final List<Mail> written = new ArrayList<>();
        /** Addresses to which it makes mails that the store does not take. */
        final Set<String> refused = new HashSet<>();
        boolean falls;

        @Override
        public Change posted(Mail mail) {
            if (falls) throw new IllegalStateException("the house falls down here");
            if (written.stream().filter(one -> one.to().equals(mail.to()) && one.kind().equals(mail.kind())).count() >= MOST_AN_HOUR) {
                throw TorgException.of(ProblemKind.TOO_MANY, "mail.too-many", "too many mails");
            }
            written.add(mail);
            return new Change.Create("letter", Map.of("id", refused.contains(mail.to()) ? "x".repeat(1_000) : String.valueOf(written.size())));
        }
    }
}

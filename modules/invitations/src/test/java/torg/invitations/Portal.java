package torg.invitations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.access.WebRole;
import torg.api.identity.Caller;
import torg.api.identity.RoleGrant;
import torg.api.mail.Mail;
import torg.api.mail.Mails;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Table;
import torg.api.table.Write;
import torg.api.text.Text;
import torg.api.web.Request;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.spi.access.WebRoles;
import torg.spi.identity.Admissions;
import torg.spi.identity.Identity;
import torg.spi.identity.PasswordRules;
import torg.testkit.FreshProof;
import torg.testkit.HandClock;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/**
 * Two accounts with their people: Maria represents ALFKI and Jane orders there, Ana represents ANATR, Nancy runs the portal. Passwords and mails lie
 * in tables as they are.
 */
final class Portal {
    static final Caller HOUSE = Caller.service("test");
    static final String PASSWORD = "a few good words";
    final HandClock clock = new HandClock();
    final TestSites sites = TestSites.of(source(), new TableDocuments());
    final MemoryTables tables = new MemoryTables(sites::schema).with(new InvitationTables()).with(Portal::kept).rights(new Rules());
    final Roles roles = new Roles();
    final Door door = new Door();
    /** Whether everybody who is in proved of late who they are. */
    boolean fresh = true;
    final List<String> gone = new ArrayList<>();
    final Mails mails = this::posted;
    final ColleaguesComponent colleagues = new ColleaguesComponent(tables, door, new FreshProof(_ -> fresh), roles, mails, () -> Optional.of("https://portal.example"), clock);
    final InvitationComponent invitation = new InvitationComponent(tables, door, door, door, roles, mails, clock);
    final Caller maria = person("A-1", "Maria", "maria@alfki.example", "ALFKI", "representative");
    final Caller jane = person("A-2", "Jane", "jane@alfki.example", "ALFKI", "buyer");
    final Caller ana = person("B-1", "Ana", "ana@anatr.example", "ANATR", "representative");
    final Caller nancy = person("N-1", "Nancy", "nancy@northwind.example", "", "administrator");
    /** The ERP has him, and he has no password. */
    final String sam = contact("A-3", "Sam", "Sam@alfki.example", "ALFKI");

    private static TestSource source() {
        return new TestSource().languages("en", "nb")
                .document("tables/account.yml", "{table: account, key: id, title: name, columns: {id: {type: text}, name: {type: text}, currency: {type: text}, language: {type: text}}}")
                .document("tables/contact.yml", """
                        table: contact
                        key: id
                        title: fullname
                        outbox: true
                        columns:
                          id: {type: text}
                          fullname: {type: text, required: true}
                          firstname: {type: text}
                          lastname: {type: text}
                          email: {type: text}
                          language: {type: text}
                          currency: {type: text}
                          inactive: {type: boolean, default: false}
                          account: {type: lookup, to: account}
                        """)
                .document("tables/membership.yml", "{table: membership, key: id, columns: {id: {type: autonumber, format: M000}, account: {type: lookup, to: account}, contact: {type: lookup, to: contact}, roles: {type: text}}}");
    }

    /** The same site with another setting. */
    Site site(String setting, String value) {
        return TestSites.of(source().setting(setting, value), new TableDocuments()).current();
    }

    private static List<Table> kept() {
        return List.of(
                Table.internal("test_door", List.of(), Column.of("contact", ColumnType.TEXT), Column.of("email", ColumnType.TEXT).asUnique(),
                        Column.of("password", ColumnType.TEXT), Column.of("locked", ColumnType.BOOLEAN)),
                Table.internal("test_role", List.of(), Column.of("contact", ColumnType.TEXT), Column.of("roles", ColumnType.TEXT)),
                Table.internal("test_mail", List.of(), Column.of("id", ColumnType.TEXT), Column.of("to", ColumnType.TEXT), Column.of("link", ColumnType.TEXT),
                        Column.of("subject", ColumnType.TEXT)));
    }

    private Change posted(Mail mail) {
        return new Change.Create("test_mail", Map.of("id", "m" + System.nanoTime(), "to", mail.to(), "link", mail.link().map(Mail.Link::path).orElse("none"), "subject",
                mail.subject()));
    }

    private Caller person(String key, String name, String email, String account, String role) {
        contact(key, name, email, account);
        put("test_door", key, Map.of("email", email, "password", PASSWORD, "locked", false));
        put("test_role", key, Map.of("roles", role));
        return door.callerOf(key).orElseThrow();
    }

    String contact(String key, String name, String email, String account) {
        if (!account.isEmpty()) put("account", account, Map.of("name", account + " Ltd", "currency", "EUR"));
        put("contact", key, account.isEmpty() ? Map.of("fullname", name, "email", email)
                : Map.of("fullname", name, "email", email, "account", account, "currency", "EUR"));
        return key;
    }

    void put(String table, String key, Map<String, Object> values) {
        tables.write(HOUSE, Write.of(new Change.Put(table, key, values)));
    }

    List<Row> all(String table, String... columns) {
        return tables.query(HOUSE, Query.of(table, columns)).rows();
    }

    /** The code of the only mail that went to this address since it was asked last. */
    String code(String email) {
        var mails = all("test_mail", "to", "link").stream().filter(row -> row.text("to").equals(Optional.of(email)) && !gone.contains(row.key())).toList();
        if (mails.size() != 1) throw new AssertionError(mails.size() + " mails to " + email);
        gone.add(mails.getFirst().key());
        return mails.getFirst().text("link").orElseThrow().replaceAll(".*#", "");
    }

    /** Roles of contacts, defined as in a site. */
    final class Roles implements WebRoles {
        final Map<String, WebRole> defined = new TreeMap<>(Map.of(
                "buyer", role("buyer", Set.of()), "representative", role("representative", Set.of("buyer", "representative")),
                "administrator", new WebRole("administrator", Text.of("Administrator"), Text.of(""), List.of(),
                        Set.of("buyer", "representative", "administrator"), Set.of())));

        private static WebRole role(String name, Set<String> invites) {
            return new WebRole(name, Text.of("The " + name), Text.of(""), List.of("account", "currency"), invites, Set.of());
        }

        @Override
        public List<RoleGrant> given(String contact, List<String> accounts) {
            return tables.find(HOUSE, "test_role", contact).map(row -> Invitation.roles(row.text("roles").orElse("")).stream()
                    .map(role -> new RoleGrant(role, RoleGrant.From.CONTACT, contact)).toList()).orElse(List.of());
        }

        @Override
        public SortedSet<String> defined() {
            return new TreeSet<>(defined.keySet());
        }

        @Override
        public Optional<WebRole> role(String name) {
            return Optional.ofNullable(defined.get(name));
        }

        @Override
        public List<Change> giving(String contact, Set<String> roles) {
            var now = tables.find(HOUSE, "test_role", contact).map(row -> OptionalLong.of(row.version()));
            if (roles.isEmpty()) return now.<Change>map(version -> new Change.Delete("test_role", contact, version)).stream().toList();
            var values = Map.<String, Object>of("roles", Invitation.listed(roles));
            return List.of(now.<Change>map(version -> new Change.Update("test_role", contact, version, values)).orElseGet(() -> new Change.Put("test_role",
                    contact, values)));
        }

        @Override
        public void assign(String contact, Set<String> roles) {
            put("test_role", contact, Map.of("roles", Invitation.listed(roles)));
        }

        @Override
        public void assignToAccount(String account, Set<String> roles) {
            throw new UnsupportedOperationException();
        }
    }

    /** Lets in whoever has the password, and the code of their telephone where they have a second factor. */
    final class Door implements Admissions, PasswordRules, Identity {
        static final String CODE = "123456";
        /** Contacts who have one. */
        final Set<String> factors = new TreeSet<>();
        /** Codes that somebody tried. */
        final List<String> codes = new ArrayList<>();

        @Override
        public Standing standing(String contact) {
            return tables.find(HOUSE, "test_door", contact).map(row -> row.is("locked") ? Standing.LOCKED : Standing.IN).orElse(Standing.OUT);
        }

        @Override
        public boolean isRemoved(String contact) {
            return false;
        }

        @Override
        public Optional<String> holder(String email) {
            return tables.query(HOUSE, Query.of("test_door").where(Condition.eq("email", email.toLowerCase(Locale.ROOT)))).rows().stream().findFirst()
                    .map(Row::key);
        }

        @Override
        public String hint(Request request) {
            return "At least 12 characters.";
        }

        @Override
        public Optional<String> objection(Request request, String password, String email) {
            return password.length() < 12 ? Optional.of("too short") : Optional.empty();
        }

        @Override
        public Change admitted(String contact, String email, String password) {
            return new Change.Create("test_door", Map.of("contact", contact, "email", email, "password", password));
        }

        @Override
        public Optional<Change> stays(Caller by, String csrf) {
            return Optional.of(new Change.Update("test_door", by.contact().orElseThrow(), Map.of("locked", false)));
        }

        @Override
        public boolean lock(Caller by, String csrf, String contact, boolean locked, List<Change> with) {
            var all = new ArrayList<>(with);
            all.add(new Change.Update("test_door", contact, Map.of("locked", locked)));
            tables.write(HOUSE, Write.of(all));
            return true;
        }

        @Override
        public boolean remove(Caller by, String csrf, String contact, List<Change> with) {
            var all = new ArrayList<>(with);
            all.add(new Change.Delete("test_door", contact));
            tables.write(HOUSE, Write.of(all));
            return true;
        }

        @Override
        public Entry signIn(String name, String password, String address) {
            return holder(name).filter(key -> tables.find(HOUSE, "test_door", key).orElseThrow().text("password").equals(Optional.of(password)))
                    .map(key -> factors.contains(key) ? new Entry.SecondFactor(key) : granted(key)).orElseGet(Entry.Refused::new);
        }

        @Override
        public Entry secondStep(String ticket, String code, String address) {
            codes.add(code);
            return code.equals(CODE) ? granted(ticket) : new Entry.Refused();
        }

        private Entry granted(String contact) {
            return callerOf(contact).<Entry>map(caller -> new Entry.Granted("token", new Session(caller, "csrf", Optional.empty()))).orElseGet(Entry.Refused::new);
        }

        @Override
        public Optional<Session> whoIs(String token, String address) {
            return Optional.empty();
        }

        @Override
        public Optional<Caller> callerOf(String contact) {
            if (standing(contact) != Standing.IN) return Optional.empty();
            var row = tables.find(HOUSE, "contact", contact).orElseThrow();
            return Optional.of(Caller.contact(contact, row.text("fullname").orElseThrow(), row.text("account").stream().toList(),
                    roles.rolesOf(contact, List.of())));
        }

        @Override
        public void signOut(String token) {
            gone.add(token);
        }
    }

    /** Administrators reach every account and contact, representatives those of the account they act for; to accounts both may link rows. */
    private static final class Rules implements TableAccess {
        @Override
        public Set<String> tables() {
            return Set.of("account", "contact");
        }

        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            var asked = Set.of(Privilege.READ, Privilege.APPEND_TO).contains(privilege) && Set.of("account", "contact").contains(table);
            if (asked && caller.hasRole("administrator")) return new Grant(new Condition.Everything(), List.of("all"));
            var own = new Condition.Compare(table.equals("account") ? "id" : "account", Condition.Operator.EQ, new Operand.MyAccounts());
            return asked && (caller.hasRole("representative") || table.equals("account")) ? new Grant(own, List.of("own")) : Grant.denied("no rule");
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return _ -> true;
        }
    }
}

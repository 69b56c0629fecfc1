package torg.identity.oidc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import torg.api.access.WebRole;
import torg.api.identity.Caller;
import torg.api.identity.RoleGrant;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.text.Text;
import torg.api.web.Detour;
import torg.api.web.Request;
import torg.identity.oidc.person.LinkTables;
import torg.identity.oidc.person.MappingCompiler;
import torg.identity.oidc.provider.Provider;
import torg.spi.access.WebRoles;
import torg.spi.identity.Admissions;
import torg.spi.identity.Entrance;
import torg.spi.identity.Identity;
import torg.testkit.MemoryAudit;
import torg.testkit.MemoryTables;
import torg.testkit.OpenOutbound;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** A portal with one provider, {@code acme}, and Jane of account {@code A}, whom it may know. Who may come in is in the internal table {@code door}: a contact with a row, unless it is locked. */
final class Portal {
    static final Caller HOUSE = Caller.service("test");
    static final String MAPPING = """
            provider: acme
            label: Acme
            unknown: create
            accounts:
              - {domain: a.example, account: A}
              - {claim: tenant, value: north, account: N}
            roles:
              claim: realm.groups
              give: {buyers: buyer, chiefs: chief}
            """;
    final TestSites sites;
    final MemoryTables tables;
    final MemoryAudit audit = new MemoryAudit();
    final Doorkeeper doorkeeper;
    final Given roles = new Given();
    final OpenOutbound outbound = new OpenOutbound();
    final Oidc oidc;
    Instant now = Instant.now();

    Portal(TestProvider provider) {
        this(provider, MAPPING);
    }

    Portal(TestProvider provider, String mapping) {
        this(provider, mapping, Map.of());
    }

    /** With more settings than the provider needs. */
    Portal(TestProvider provider, String mapping, Map<String, Object> more) {
        sites = TestSites.of(source(mapping), new TableDocuments(), new MappingCompiler());
        tables = new MemoryTables(sites::schema).with(new LinkTables()).with(() -> List.of(Table.internal("door", List.of(), Column.of("contact", ColumnType.TEXT), Column.of("email", ColumnType.TEXT).asUnique(),
                Column.of("locked", ColumnType.BOOLEAN)), Table.internal("session", List.of(), Column.of("csrf", ColumnType.TEXT), Column.of("asked", ColumnType.BOOLEAN)),
                Table.internal("letter", List.of(), Column.of("id", ColumnType.TEXT), Column.of("way", ColumnType.TEXT))));
        doorkeeper = new Doorkeeper(tables, this::now);
        var settings = new HashMap<String, Object>(Map.of("acme.issuer", provider.issuer(), "acme.client-id", TestProvider.CLIENT, "acme.client-secret", TestProvider.SECRET, "service.pid", Oidc.PID));
        settings.putAll(more);
        oidc = new Oidc(Provider.Told.by(settings), sites, tables, doorkeeper, doorkeeper, roles, () -> Optional.of("https://portal.example"), outbound, this::now);
        oidc.audit = audit;
        put("account", "A", Map.of("name", "Acme", "pricelist", "gold"));
        put("account", "N", Map.of("name", "North"));
        put("contact", "C-1", Map.of("fullname", "Jane", "account", "A", "email", "Jane@A.example"));
        put("door", "C-1", Map.of("email", "jane@a.example"));
        for (var session : List.of("csrf-of-Jane", "csrf-of-John")) put("session", session, Map.of("asked", false));
    }

    private Instant now() {
        return now;
    }

    static TestSource source(String mapping) {
        return new TestSource()
                .document("tables/contact.yml", """
                        table: contact
                        key: id
                        title: fullname
                        columns:
                          id: {type: text}
                          fullname: {type: text, required: true}
                          firstname: {type: text}
                          email: {type: text}
                          account: {type: text}
                          pricelist: {type: text}
                          inactive: {type: boolean, default: false}
                        """)
                .document("tables/account.yml", "{table: account, key: id, title: name, columns: {id: {type: text}, name: {type: text}, pricelist: {type: text}}}")
                .document("roles/buyer.yml", "{role: buyer, label: Buyer}").document("roles/chief.yml", "{role: chief, label: Chief}")
                .document("providers/acme.yml", mapping);
    }

    Site site() {
        return sites.current();
    }

    void put(String table, String key, Map<String, Object> values) {
        tables.write(HOUSE, Write.of(new Change.Put(table, key, values)));
    }

    void delete(String table, String key) {
        tables.write(HOUSE, Write.of(new Change.Delete(table, key)));
    }

    /** One browser: what it keeps, and who sits before it. */
    Detour.Begins begin(Requests request) {
        return (Detour.Begins) oidc.begin(request.request(), "acme");
    }

    Detour back(Map<String, List<String>> query, String kept) {
        return back(Requests.get(site(), "/api/oidc/acme/back"), query, kept);
    }

    Detour back(Requests request, Map<String, List<String>> query, String kept) {
        query.forEach((name, values) -> values.forEach(value -> request.query(name, value)));
        return oidc.back(request.request(), "acme", kept);
    }

    Requests get() {
        return Requests.get(site(), "/api/oidc/acme");
    }

    /** Lets in, and remembers the proof of each session by its token. */
    static final class Doorkeeper implements Entrance, Admissions {
        final Map<String, Proof> sessions = new LinkedHashMap<>();
        final Set<String> fresh = new TreeSet<>(Set.of("csrf-of-Jane", "csrf-of-John"));
        Optional<Proof> own = Optional.empty();
        final Set<String> halfway = new TreeSet<>();
        final Set<String> removed = new TreeSet<>();
        /** Whether sessions can be ended. */
        boolean away;
        private final Tables tables;
        private final InstantSource clock;

        Doorkeeper(Tables tables, InstantSource clock) {
            this.tables = tables;
            this.clock = clock;
        }

        @Override
        public Identity.Entry enter(Proof proof, String address) {
            if (standing(proof.contact()) != Standing.IN) return new Identity.Entry.Refused();
            if (halfway.contains(proof.contact())) return new Identity.Entry.SecondFactor("a-ticket");
            var token = "token-" + sessions.size();
            sessions.put(token, proof);
            return new Identity.Entry.Granted(token, new Identity.Session(Caller.contact(proof.contact(), proof.contact(), List.of(), List.of()), "csrf", Optional.empty()));
        }

        @Override
        public Optional<Proof> proof(Caller caller, String csrf) {
            return own;
        }

        @Override
        public boolean isFresh(Caller caller, String csrf) {
            return fresh.contains(csrf);
        }

        @Override
        public boolean goesOn(Caller caller, String former, String next) {
            return false;
        }

        @Override
        public long end(String way, Optional<String> subject, Optional<String> elsewhere) {
            if (away) throw TorgException.of(ProblemKind.BUSY, "test.away", "the sessions cannot be reached");
            var before = sessions.size();
            sessions.values().removeIf(proof -> proof.way().equals(way) && (subject.isPresent() || elsewhere.isPresent()) && subject.map(name -> proof.subject().equals(Optional.of(name))).orElse(true)
                    && elsewhere.map(name -> proof.elsewhere().equals(Optional.of(name))).orElse(true));
            return before - sessions.size();
        }

        @Override
        public Standing standing(String contact) {
            return tables.find(HOUSE, "door", contact).map(row -> row.is("locked") ? Standing.LOCKED : Standing.IN).orElse(Standing.OUT);
        }

        @Override
        public boolean isRemoved(String contact) {
            return removed.contains(contact);
        }

        @Override
        public Optional<String> holder(String email) {
            return Optional.empty();
        }

        @Override
        public Change admitted(String contact, String email, String password) {
            return new Change.Create("door", Map.of("contact", contact, "email", email));
        }

        @Override
        public Optional<Change> stays(Caller by, String csrf) {
            return Optional.of(new Change.Update("session", csrf, OptionalLong.empty(), Map.of("asked", true)));
        }

        @Override
        public Optional<Change> warning(Request request, String way) {
            return Optional.of(new Change.Create("letter", Map.of("id", UUID.randomUUID().toString(), "way", way)));
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

    /** Roles of contacts, kept in a map; buyers need a price list. */
    static final class Given implements WebRoles {
        final Map<String, Set<String>> of = new HashMap<>();
        final Set<String> withoutWhatTheyNeed = new TreeSet<>();
        boolean isChangedByOthers;

        @Override
        public List<RoleGrant> given(String contact, List<String> accounts) {
            var grants = new ArrayList<RoleGrant>();
            of.getOrDefault(contact, Set.of()).forEach(role -> grants.add(new RoleGrant(role, RoleGrant.From.CONTACT, contact)));
            return grants;
        }

        @Override
        public SortedSet<String> defined() {
            return new TreeSet<>(Set.of("buyer", "chief", "keeper"));
        }

        @Override
        public Optional<WebRole> role(String name) {
            return Optional.of(new WebRole(name, Text.of(name), Text.of(name), name.equals("buyer") ? List.of("pricelist") : List.of(), Set.of(), Set.of()));
        }

        @Override
        public void assign(String contact, Set<String> roles) {
            of.put(contact, Set.copyOf(roles));
        }

        @Override
        public void exchange(String contact, Set<String> take, Set<String> give) {
            if (isChangedByOthers) throw TorgException.of(ProblemKind.STALE, "web-roles.changed-meanwhile", "others change them");
            if (give.contains("buyer") && withoutWhatTheyNeed.contains(contact)) throw TorgException.invalid("web-roles.contact-incomplete", "it has no price list", List.of());
            var has = new TreeSet<>(of.getOrDefault(contact, Set.of()));
            has.removeAll(take);
            has.addAll(give);
            assign(contact, has);
        }

        @Override
        public void assignToAccount(String account, Set<String> roles) {
            throw new UnsupportedOperationException("nobody gives roles to accounts here");
        }
    }
}

package torg.identity.local;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import torg.api.access.WebRole;
import torg.api.identity.Caller;
import torg.api.identity.RoleGrant;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.text.Text;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.demo.Awaited;
import torg.identity.local.demo.DemoCompiler;
import torg.identity.local.password.Passwords;
import torg.identity.local.settings.Exposure;
import torg.identity.local.settings.SessionRules;
import torg.identity.local.settings.Settings;
import torg.spi.access.WebRoles;
import torg.testkit.TestSource;
import torg.testkit.HandClock;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

/** A portal with a table of contacts, one of whom, Jane, can sign in. */
public final class Portal {
    public static final Caller HOUSE = Caller.service("test");
    public static final String HERE = "192.0.2.1";
    public static final String PASSWORD = "correct horse";
    public final HandClock clock = new HandClock();
    public final TestSites sites;
    public final MemoryTables tables;
    public final GivenRoles roles = new GivenRoles();
    public final Awaited awaited = new Awaited();
    public final LocalIdentity identity;

    public Portal() {
        this(true);
    }

    /** @param demo whether people of the demo may come in */
    public Portal(boolean demo) {
        awaited.are(Set.of());
        sites = TestSites.of(source("password: northwind"), new TableDocuments(), new DemoCompiler());
        tables = new MemoryTables(sites::schema).with(new IdentityTables());
        identity = identity(demo);
        tables.listener(identity);
        contact("A-1", Map.of("fullname", "Jane", "account", "A", "language", "nb", "email", "jane@a.example"));
        put(IdentityTables.CREDENTIAL, "A-1", Map.of("email", "jane@a.example", "hash", new Passwords().hash(PASSWORD)));
    }

    /** Another node, or this one after a restart. */
    public LocalIdentity identity(boolean demo) {
        return new LocalIdentity(new SessionRules(Duration.ofHours(12), Duration.ofHours(2), demo), tables, clock, awaited, roles);
    }

    /** The same tables for somebody to whom something happens right before a call, the first being 1. */
    public Tables meanwhile(int call, Runnable deed) {
        var calls = new AtomicInteger();
        return meanwhile(_ -> {
            if (calls.incrementAndGet() == call) deed.run();
        });
    }

    /** The same for whoever does something before each call, whose name it is told. */
    public Tables meanwhile(Consumer<String> deed) {
        return (Tables) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Tables.class}, (_, method, arguments) -> {
            deed.accept(method.getName());
            try {
                return method.invoke(tables, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    public static TestSource source(String demo) {
        return new TestSource()
                .document("tables/contact.yml", """
                        table: contact
                        key: id
                        title: fullname
                        columns:
                          id: {type: text}
                          fullname: {type: text}
                          email: {type: text}
                          erased: {type: boolean, default: false}
                          language: {type: text}
                          account: {type: text}
                          inactive: {type: boolean, default: false}
                        """)
                .document("tables/account.yml", "{table: account, key: id, title: name, columns: {id: {type: text}, name: {type: text}}}")
                .document("tables/membership.yml", "{table: membership, key: id, columns: {id: {type: text}, account: {type: lookup, to: account}, contact: {type: lookup, to: contact}}}")
                .document("roles/buyer.yml", "{role: buyer, label: {en: Buyer, nb: Innkjøper}}")
                .document("demo/sign-ins.yml", demo);
    }

    public void contact(String key, Map<String, Object> values) {
        put("contact", key, values);
    }

    public void session(String key, String contact, String csrf) {
        var now = clock.instant();
        put(IdentityTables.SESSION, key, Map.of("contact", contact, "csrf", csrf, "created", now, "seen", now, "expires", now.plus(Duration.ofHours(12))));
    }

    public void put(String table, String key, Map<String, Object> values) {
        tables.write(HOUSE, Write.of(new Change.Put(table, key, values)));
    }

    /** Roles of contacts and accounts, kept in a map. */
    public static final class GivenRoles implements WebRoles {
        final Map<String, Set<String>> given = new HashMap<>();
        final Map<String, Set<String>> deputies = new HashMap<>();
        final Set<String> demanding = new TreeSet<>();
        private Optional<String> refusal = Optional.empty();

        /** Let who has this role stand in for who has that one. */
        public synchronized void deputy(String role, String other) {
            deputies.put(role, Set.of(other));
        }

        /** Give nobody a role any more, for this reason. */
        public synchronized void refuse(String why) {
            refusal = Optional.of(why);
        }

        @Override
        public synchronized List<RoleGrant> given(String contact, List<String> accounts) {
            var grants = new ArrayList<RoleGrant>();
            new TreeSet<>(given.getOrDefault(contact, Set.of())).forEach(role -> grants.add(new RoleGrant(role, RoleGrant.From.CONTACT, contact)));
            accounts.forEach(account -> given.getOrDefault(account, Set.of()).forEach(role -> grants.add(new RoleGrant(role, RoleGrant.From.ACCOUNT, account))));
            return grants;
        }

        @Override
        public synchronized SortedSet<String> defined() {
            return new TreeSet<>(Set.of("buyer", "payer", "rep", "viewer"));
        }

        @Override
        public synchronized Optional<WebRole> role(String name) {
            return Optional.of(new WebRole(name, Text.of(name), Text.of(""), List.of(), Set.of(), deputies.getOrDefault(name, Set.of()), demanding.contains(name)));
        }

        @Override
        public synchronized void assignToAccount(String account, Set<String> roles) {
            given.put(account, roles);
        }

        @Override
        public synchronized void assign(String contact, Set<String> roles) {
            refusal.ifPresent(why -> {
                throw TorgException.of(ProblemKind.NOT_FOUND, "test.refused", why);
            });
            given.put(contact, roles);
        }
    }

    /** What whoever serves HTTP was told; empty for a portal of this machine only. */
    public static Exposure exposed(String publicUrl, String... proxies) {
        return new Exposure(new Shown(publicUrl, new String[0], proxies));
    }

    public record Shown(String public$_$url, String[] allowed$_$hosts, String[] trusted$_$proxies) implements Exposure.Settings {
        @Override
        public Class<? extends Annotation> annotationType() {
            return Exposure.Settings.class;
        }
    }

    /** Settings as a person would write them. */
    public record Given(int session$_$hours, int idle$_$minutes, int proof$_$minutes, boolean demo, boolean loopback, String passwords) implements Settings {
        @Override
        public int on$_$behalf$_$minutes() {
            return 30;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return Settings.class;
        }
    }
}

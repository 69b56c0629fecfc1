package torg.identity.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import torg.api.health.Status;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.SiteProblem;
import torg.api.table.Change;
import torg.api.table.Write;
import torg.identity.local.Portal;
import torg.identity.local.SlowWork;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.settings.Exposure;
import torg.identity.local.settings.SessionRules;
import torg.spi.identity.Identity.Entry;
import torg.testkit.TestSource;
import torg.testkit.TableDocuments;

class DemoPeopleTest {
    private static final String DEMO = """
            password: northwind
            sign-ins:
              - email: Admin@n.example
                roles: [rep]
                contact: {id: N-1, fullname: Nancy}
              - email: maria@b.example
                roles: [buyer]
            roles:
              - {role: rep, contacts: [C-1]}
            """;
    private final Portal portal = new Portal();
    private DemoPeople people = people(true, true);

    @AfterEach
    void stop() {
        people.stop();
    }

    @Test
    void peopleCanSignInAsSoonAsTheirContactsAreThere() {
        portal.sites.swap(Portal.source(DEMO));
        waitUntil(() -> people.check().message().startsWith("1 of 2 demo sign-ins does not work yet: the contact of maria@b.example"));
        assertThat(people.check().level()).isEqualTo(Status.Level.NOT_READY);
        assertThat(signIn("admin@n.example")).isInstanceOf(Entry.Granted.class);
        assertThatThrownBy(() -> signIn("maria@b.example")).as("whose password is right").isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.BUSY));
        assertThat(signIn("nobody@b.example")).isEqualTo(new Entry.Refused());

        portal.contact("B-1", Map.of("fullname", "Maria", "email", "maria@b.example"));
        portal.contact("C-1", Map.of("fullname", "Bystander"));

        waitUntil(() -> everybodyIsSetUp() && !portal.roles.rolesOf("C-1", List.of()).isEmpty());
        assertThat(people.check().level()).isEqualTo(Status.Level.OK);
        assertThat(((Entry.Granted) signIn("maria@b.example")).session().caller().roles()).containsExactly("authenticated", "buyer");
        assertThat(portal.roles.rolesOf("C-1", List.of())).containsExactly("rep");
    }

    @Test
    void whoIsSetUpIsLeftAlone() {
        portal.sites.swap(Portal.source(DEMO));
        portal.contact("B-1", Map.of("fullname", "Maria", "email", "maria@b.example"));
        waitUntil(() -> everybodyIsSetUp());
        portal.roles.assign("B-1", Set.of("rep"));

        people.stop();
        people = people(true, true);
        waitUntil(() -> everybodyIsSetUp());

        assertThat(portal.roles.rolesOf("B-1", List.of())).containsExactly("rep");
    }

    /** The document still has the address, and the row no longer. */
    @Test
    void whoWasErasedIsNotBroughtBackByARestart() {
        portal.sites.swap(Portal.source(DEMO));
        portal.contact("B-1", Map.of("fullname", "Maria", "email", "maria@b.example"));
        waitUntil(() -> everybodyIsSetUp());
        people.stop();
        portal.contact("N-1", Map.of("fullname", "N-1", "email", "", "erased", true));
        portal.tables.write(Portal.HOUSE, Write.of(new Change.Delete(IdentityTables.CREDENTIAL, "N-1")));

        people = people(true, true);

        waitUntil(() -> everybodyIsSetUp());
        assertThat(portal.tables.find(Portal.HOUSE, "contact", "N-1").orElseThrow().text("email")).isEmpty();
        assertThat(portal.tables.find(Portal.HOUSE, IdentityTables.CREDENTIAL, "N-1")).isEmpty();
    }

    @Test
    void whateverOneLookRunsIntoTheNextOneComes() {
        var failures = new AtomicInteger();
        portal.tables.listener(entries -> {
            if (entries.stream().anyMatch(entry -> entry.table().equals(IdentityTables.CREDENTIAL)) && failures.getAndIncrement() == 0) throw new OutOfMemoryError("for a moment");
        });
        portal.sites.swap(Portal.source(DEMO));
        portal.contact("B-1", Map.of("fullname", "Maria", "email", "maria@b.example"));

        waitUntil(() -> everybodyIsSetUp());

        assertThat(failures.get()).isGreaterThan(1);
    }

    @Test
    void whenItIsStoppedNothingOfItIsAtWork() {
        var work = new SlowWork(entry -> entry.table().equals(IdentityTables.CREDENTIAL));
        portal.tables.listener(work);
        portal.sites.swap(Portal.source(DEMO));
        waitUntil(work::hasBegun);

        people.stop();

        assertThat(work.isDone()).isTrue();
    }

    @Test
    void thereIsNoDemoWherePeopleOfOtherMachinesCome() {
        portal.sites.swap(Portal.source(DEMO));
        people.stop();

        people = people(true, false);
        assertThat(people.check().level()).isEqualTo(Status.Level.NOT_READY);
        people = people(false, true);
        assertThat(people.check().level()).isEqualTo(Status.Level.OK);
        assertThat(SessionRules.of(new Portal.Given(12, 120, 15, true, false, ""), Portal.exposed("")).demo()).isFalse();
    }

    @Test
    void thereIsNoDemoBehindAProxyOrANameOfItsOwn() {
        portal.sites.swap(Portal.source(DEMO));
        people.stop();

        people = new DemoPeople(new Portal.Given(12, 120, 15, true, true, ""), portal.tables, portal.sites, Portal.exposed("https://portal.example", "10.0.0.1"), portal.awaited, portal.roles);
        assertThat(people.check()).isEqualTo(Status.warn("The demo sign-ins are refused, because the settings public-url, trusted-proxies of torg.web say that people of "
                + "other machines come.", "Run with --no-demo, or take the setting away."));
        assertThat(SessionRules.of(new Portal.Given(12, 120, 15, true, true, ""), Portal.exposed("")).demo()).isTrue();
        assertThat(SessionRules.of(new Portal.Given(12, 120, 15, true, true, ""), Portal.exposed("https://portal.example")).demo()).isFalse();
        assertThat(SessionRules.of(new Portal.Given(12, 120, 15, true, true, ""), new Exposure(new Portal.Shown("", new String[] {"portal.example"}, new String[0]))).demo()).isFalse();
    }

    @Test
    void theDocumentThatShipsCompiles() {
        var source = new TestSource().folder(Path.of("..", "..", "content", "customer-portal"), "tables", "roles", "demo");
        source.compile(new TableDocuments());

        assertThat(source.problems(new DemoCompiler())).isEmpty();
        var demo = source.compile(new DemoCompiler());

        assertThat(demo.people()).extracting(DemoPerson::email).containsExactly("admin@northwind.example", "maria.anders@alfki.example", "jane@alfki.example",
                "sam@alfki.example", "ana.trujillo@anatr.example", "may@anatr.example");
        assertThat(demo.bystanders().getFirst().contacts()).hasSize(89);
    }

    @Test
    void mistakesInTheDocumentAreTold() {
        var source = Portal.source("""
                password: x
                sign-ins:
                  - {email: a@n.example, contact: {fullname: No key}}
                  - {email: A@N.example, contact: {id: N-1, phone: "1"}}
                """);
        source.compile(new TableDocuments());

        assertThat(source.problems(new DemoCompiler())).extracting(SiteProblem::code)
                .containsExactly("identity-local.demo-contact", "identity-local.demo-contact", "identity-local.demo-twice");
    }

    @Test
    void aRoleThatNoDocumentDefinesIsToldAtItsPlaceWithTheNearestName() {
        var source = Portal.source("""
                password: x
                sign-ins:
                  - email: a@n.example
                    roles: [buyer, byer]
                roles:
                  - {role: nothing-like-it, contacts: [C-1]}
                """).document("roles/buyer.yml", "role: buyer");
        source.compile(new TableDocuments());

        assertThat(source.problems(new DemoCompiler())).extracting(SiteProblem::toString).containsExactly(
                "site/demo/sign-ins.yml:4:20 no document defines the web role 'byer', so nobody is given it (did you mean 'buyer'?)",
                "site/demo/sign-ins.yml:6:12 no document defines the web role 'nothing-like-it', so nobody is given it (add it to the folder roles)");
        assertThat(source.problems(new DemoCompiler())).noneMatch(SiteProblem::fatal);
    }

    @Test
    void aSiteWithoutADemoSaysSo() {
        portal.sites.swap(Portal.source("password: northwind"));

        waitUntil(() -> people.check().message().equals("This site has no demo sign-ins."));
    }

    private boolean everybodyIsSetUp() {
        return people.check().message().equals("The demo sign-ins work, all with password northwind: admin@n.example (rep), maria@b.example (buyer).");
    }

    private DemoPeople people(boolean demo, boolean loopback) {
        var made = new DemoPeople(new Portal.Given(12, 120, 15, demo, loopback, ""), portal.tables, portal.sites, Portal.exposed(""), portal.awaited, portal.roles);
        portal.tables.listener(made);
        return made;
    }

    private Entry signIn(String email) {
        return portal.identity.signIn(email, "northwind", "127.0.0.1");
    }

    private static void waitUntil(BooleanSupplier holds) {
        var end = Instant.now().plus(Duration.ofMinutes(1));
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(end)) throw new AssertionError("it did not happen within a minute");
            LockSupport.parkNanos(1_000_000);
        }
    }
}

package torg.studio.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.audit.Act;
import torg.api.health.ModuleState;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.studio.People;
import torg.testkit.FreshProof;
import torg.testkit.MemoryAudit;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

class ModulesResourceTest {
    private static final Module.Stopped NOBODY = new Module.Stopped("", "");
    private final TestSites sites = TestSites.of(new TestSource().document("site.yml", "name: Ours\ntheme: torg\nlanguages: [en]\n"));
    private final TestModules house = new TestModules();
    private final MemoryAudit audit = new MemoryAudit();
    private final ModuleDesk desk = new ModuleDesk(house, house, house, audit);
    private final ModulesResource resource = new ModulesResource(desk);

    ModulesResourceTest() {
        desk.entrance = new FreshProof(_ -> true);
    }

    @Test
    void aJarIsLookedAtAndNothingIsAdded() {
        var looked = resource.look(carrying("new 1.0.0"));
        assertThat(looked.module()).isEqualTo(new ModulesResource.Added("new", "1.0.0", "abc123", "CN=Ada", "", false, List.of()));
        assertThat(looked.misfits()).isEmpty();
        assertThat(resource.look(carrying("bad 1.0.0")).misfits()).hasSize(2);
        assertThat(resource.lookAsText(carrying("bad 1.0.0")))
                .startsWith("is refused    bad 1.0.0, SHA-256 abc123, signed by CN=Ada\n  acts with what it likes: it does not say\n  it imports package x");
        assertThat(code(() -> one("new"))).isEqualTo("modules.unknown");
        assertThat(code(() -> resource.look(carrying("new 1.0.0", People.CUSTOMER)))).isEqualTo("modules.denied");
    }

    @Test
    void onlyAdministratorsAreAnswered() {
        assertThat(refused(Caller.ANONYMOUS, "torg.mail")).isEqualTo(ProblemKind.SIGN_IN);
        assertThat(refused(People.CUSTOMER, "torg.mail")).isEqualTo(ProblemKind.DENIED);
        assertThat(refused(People.CUSTOMER, "torg.none")).isEqualTo(ProblemKind.DENIED);
        assertThat(refused(People.ADMINISTRATOR, "torg.none")).isEqualTo(ProblemKind.NOT_FOUND);
    }

    @Test
    void whatDoesNotRunComesFirstWithItsReasonsAsATree() {
        assertThat(resource.modules(request(People.ADMINISTRATOR), "")).containsExactly(
                new Module("broken.jar", "", "broken.jar", "waiting", false, List.of(), List.of(), List.of(new Why("it is no\u001b[2J jar", List.of())), NOBODY, "shipped", ""),
                new Module("torg.mail", "1.0.0", "mail.jar", "waiting", false, List.of("health.HealthCheck"), List.of(), List.of(
                        new Why("a waits for b", List.of(new Why("b waits for c", List.of(new Why("c failed", List.of()))), new Why("b too is off", List.of()))), new Why("d failed", List.of())), NOBODY, "shipped", ""),
                new Module("torg.mustache", "1.0.0", "mustache.jar", "running", true, List.of("view.Painter"), List.of("torg.spi.view.Painter"), List.of(), NOBODY, "shipped", ""),
                new Module("torg.pages", "1.0.0", "pages.jar", "running", true, List.of("view.Component", "web.RestResource"), List.of(), List.of(), NOBODY, "shipped", ""));
    }

    @Test
    void aTerminalIsToldTheSameAndNothingMovesItsCursor() {
        house.stop("torg.pages", "Ada");
        assertThat(resource.modulesAsText(request(People.ADMINISTRATOR), "")).isEqualTo("""
                does not run  broken.jar, broken.jar
                  it is no\ufffd[2J jar
                does not run  torg.mail 1.0.0, mail.jar
                  a waits for b
                    b waits for c
                      c failed
                    b too is off
                  d failed
                runs          torg.mustache 1.0.0, mustache.jar
                is stopped    torg.pages 1.0.0, pages.jar
                  it was stopped by Ada at 2027-01-31T12:00:00Z
                """);
        assertThat(resource.modulesAsText(request(People.ADMINISTRATOR), "torg.mustache")).isEqualTo("""
                runs          torg.mustache 1.0.0, mustache.jar
                  offers view.Painter
                """);
    }

    @Test
    void howAModuleIsSetIsToldToAdministratorsAlone() {
        assertThat(resource.settings(request(People.ADMINISTRATOR), "torg.mail").getFirst()).isEqualTo(new Setting("torg.mail.properties", "port", "number", "1..65535", "587", "25", "file", "Port of the mail server"));
        assertThat(code(() -> resource.settings(request(People.CUSTOMER), "torg.mail"))).isEqualTo("modules.denied");
        assertThat(code(() -> resource.settings(request(People.ADMINISTRATOR), "torg.none"))).isEqualTo("modules.unknown");
        assertThat(resource.modulesAsText(request(People.ADMINISTRATOR), "torg.mail")).endsWith("""
                  offers health.HealthCheck
                  a waits for b
                    b waits for c
                      c failed
                    b too is off
                  d failed
                  setting torg.mail.properties port=25   1..65535
                    Port of the mail server
                  setting torg.mail.properties password=(secret)
                  setting torg.mail.properties show=false
                  setting torg.mail.properties security=tls   tls|none
                """);
    }

    @Test
    void anAdministratorStopsAndStartsAModuleAndThatIsOnRecord() {
        resource.stop(request(People.ADMINISTRATOR), "torg.pages");
        assertThat(one("torg.pages").state()).isEqualTo("stopped");
        assertThat(one("torg.pages").stopped()).isEqualTo(new Module.Stopped("2027-01-31T12:00:00Z", "Ada"));

        resource.start(request(People.ADMINISTRATOR), "torg.pages");
        assertThat(one("torg.pages").state()).isEqualTo("running");
        assertThat(audit.after(0, 9)).extracting(entry -> entry.act().name() + " " + entry.act().detail() + " " + entry.act().outcome()).containsExactly("module-stopped torg.pages DONE", "module-started torg.pages DONE");
    }

    @Test
    void nobodyElseDoesAndNobodyWhoProvedTooLongAgoWhoTheyAre() {
        assertThat(code(() -> resource.stop(request(Caller.ANONYMOUS), "torg.pages"))).isEqualTo("modules.sign-in");
        assertThat(code(() -> resource.stop(request(People.CUSTOMER), "torg.pages"))).isEqualTo("modules.denied");
        assertThat(code(() -> resource.start(request(People.CUSTOMER), "torg.none"))).isEqualTo("modules.denied");
        assertThat(code(() -> resource.stop(request(People.ADMINISTRATOR), "torg.none"))).isEqualTo("modules.unknown");
        desk.entrance = new FreshProof(_ -> false);
        assertThat(code(() -> resource.stop(request(People.ADMINISTRATOR), "torg.pages"))).isEqualTo("modules.prove");
        desk.entrance = null;
        assertThat(code(() -> resource.start(request(People.ADMINISTRATOR), "torg.pages"))).isEqualTo("modules.prove");
        assertThat(one("torg.pages").running()).isTrue();
        assertThat(audit.after(0, 9)).isEmpty();
    }

    @Test
    void whatIsRefusedIsOnRecordAsRefusedAndWhatCannotBeToldIsNotDone() {
        assertThat(code(() -> resource.stop(request(People.ADMINISTRATOR), "torg.mustache"))).isEqualTo("modules.needed");
        assertThat(audit.after(0, 9).getLast().act().outcome()).isEqualTo(Act.Outcome.REFUSED);

        audit.away(true);
        assertThat(catchThrowableOfType(TorgException.class, () -> resource.stop(request(People.ADMINISTRATOR), "torg.pages")).kind()).isEqualTo(ProblemKind.BUSY);
        assertThat(one("torg.pages").running()).isTrue();
    }

    @Test
    void anAdministratorAddsAModuleBringsItUpToDateGoesBackAndRemovesItAndThatIsOnRecord() {
        assertThat(resource.add(carrying("new 1.0.0"))).isEqualTo(new ModulesResource.Added("new", "1.0.0", "abc123", "CN=Ada", "", false, List.of()));
        assertThat(resource.add(carrying("new 1.1.0")).before()).isEqualTo("1.0.0");
        assertThat(one("new").origin() + " " + one("new").version() + " " + one("new").former()).isEqualTo("added 1.1.0 1.0.0");
        assertThat(resource.modulesAsText(request(People.ADMINISTRATOR), "new")).startsWith("runs          new 1.1.0, new.jar, added, 1.0.0 is kept\n");
        resource.back(request(People.ADMINISTRATOR), "new");
        assertThat(one("new").version()).isEqualTo("1.0.0");
        resource.remove(request(People.ADMINISTRATOR), "new");
        assertThat(code(() -> one("new"))).isEqualTo("modules.unknown");
        assertThat(code(() -> resource.remove(request(People.ADMINISTRATOR), "torg.pages"))).isEqualTo("modules.ships");
        assertThat(code(() -> resource.add(carrying("bad 1.0.0")))).isEqualTo("modules.refused");
        assertThat(audit.after(0, 9)).extracting(entry -> entry.act().name() + " " + entry.act().detail() + " " + entry.act().outcome()).containsExactly(
                "module-added new 1.0.0 abc123 DONE", "module-added new 1.1.0 abc123 DONE", "module-taken-back new DONE", "module-removed new DONE",
                "module-removed torg.pages DONE", "module-removed torg.pages REFUSED", "module-added bad 1.0.0 abc123 DONE", "module-added bad 1.0.0 abc123 REFUSED");
    }

    @Test
    void nobodyElseAddsOrRemovesAnythingAndNobodyWhoProvedTooLongAgoWhoTheyAre() {
        assertThat(code(() -> resource.add(carrying("new 1.0.0", Caller.ANONYMOUS)))).isEqualTo("modules.sign-in");
        assertThat(code(() -> resource.add(carrying("new 1.0.0", People.CUSTOMER)))).isEqualTo("modules.denied");
        assertThat(code(() -> resource.remove(request(People.CUSTOMER), "torg.pages"))).isEqualTo("modules.denied");
        assertThat(code(() -> resource.back(request(People.CUSTOMER), "torg.pages"))).isEqualTo("modules.denied");
        desk.entrance = new FreshProof(_ -> false);
        assertThat(code(() -> resource.add(carrying("new 1.0.0")))).isEqualTo("modules.prove");
        assertThat(code(() -> resource.remove(request(People.ADMINISTRATOR), "torg.pages"))).isEqualTo("modules.prove");
        assertThat(code(() -> resource.back(request(People.ADMINISTRATOR), "torg.pages"))).isEqualTo("modules.prove");
        assertThat(house.modules()).extracting(ModuleState::name).doesNotContain("new");
        assertThat(audit.after(0, 9)).isEmpty();
    }

    private Request carrying(String jar) {
        return carrying(jar, People.ADMINISTRATOR);
    }

    private Request carrying(String jar, Caller caller) {
        return Requests.post(sites.current(), "/api/modules").as(caller).file(Request.BODY, "new.jar", "application/java-archive", jar.getBytes(StandardCharsets.UTF_8)).request();
    }

    private Module one(String name) {
        return resource.modules(request(People.ADMINISTRATOR), name).getFirst();
    }

    private static String code(Runnable act) {
        return catchThrowableOfType(TorgException.class, act::run).code();
    }

    private ProblemKind refused(Caller caller, String name) {
        return catchThrowableOfType(TorgException.class, () -> resource.modules(request(caller), name)).kind();
    }

    private Request request(Caller caller) {
        return Requests.get(sites.current(), "/api/modules").as(caller).request();
    }
}

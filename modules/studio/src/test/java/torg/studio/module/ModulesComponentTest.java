package torg.studio.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.health.ModuleState;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.studio.People;
import torg.studio.room.Room;
import torg.testkit.FreshProof;
import torg.testkit.MemoryAudit;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.TestSource;
import torg.testkit.contract.ComponentContract;

class ModulesComponentTest implements ComponentContract {
    private final TestSites sites = TestSites.of(new TestSource().document("site.yml", "name: Ours\ntheme: torg\nlanguages: [en, nb]\n"));
    private final TestModules house = new TestModules();
    private final ModuleDesk desk = new ModuleDesk(house, house, house, new MemoryAudit());
    private final ModulesComponent component = new ModulesComponent(desk, house);

    ModulesComponentTest() {
        desk.entrance = new FreshProof(_ -> true);
    }

    @Override
    public Component component() {
        return component;
    }

    @Override
    public Site site() {
        return sites.current();
    }

    @Test
    void allAreShownThoseFirstThatDoNotRun() {
        assertThat(list(model(Map.of()), "modules")).extracting(module -> module.get("name") + " " + module.get("state"))
                .containsExactly("broken.jar does not run", "torg.mail does not run", "torg.mustache runs", "torg.pages runs");
    }

    @Test
    void oneIsShownWithWhatItOffersAndWhatItWaitsForAsATree() {
        var mail = list(model(Map.of("name", "torg.mail")), "jars").getFirst();
        assertThat(list(mail, "offers")).extracting(offer -> offer.get("said") + " " + offer.get("code")).containsExactly("says how it is health.HealthCheck");
        assertThat(list(mail, "why")).extracting(why -> why.get("text")).containsExactly("a waits for b", "d failed");
        assertThat(list(list(mail, "why").getFirst(), "why")).extracting(why -> why.get("text")).containsExactly("b waits for c", "b too is off");
        assertThat(mail.get("stops")).isEqualTo(false);
    }

    @Test
    void itsSettingsAreShownWithWhatFitsAndNoSecretIs() {
        assertThat(list(model(Map.of("name", "torg.mail")), "settings"))
                .extracting(setting -> setting.get("name") + ": " + setting.get("now") + ", " + setting.get("usual") + ", " + setting.get("fits"))
                .containsExactly("port: 25, 587, 1..65535", "password: a secret, , a secret", "show: No, No, yes or no", "security: tls, tls, tls, none");
    }

    @Test
    void whatThePortalCannotDoWithoutSaysWhyAndHasNoButton() {
        var mustache = list(model(Map.of("name", "torg.mustache")), "jars").getFirst();
        assertThat((List<?>) mustache.get("needed")).asString().isEqualTo("[makes pages of templates]");
        assertThat(mustache.get("stops")).isEqualTo(false);
        var shown = (Outcome.Show) act("torg.mustache", "stop");
        assertThat(shown.status()).isEqualTo(409);
        assertThat(((Filled.Shown) shown.filled()).model().get("problems").toString()).contains("cannot do without this module");
    }

    @Test
    void aModuleIsStoppedWithOneClickAndStartedWithAnother() {
        assertThat(act("torg.pages", "stop")).isEqualTo(new Outcome.Redirect("/studio/modules?name=torg.pages&done=modulestop"));
        var still = list(model(Map.of("name", "torg.pages")), "jars").getFirst();
        assertThat(still.get("stopped").toString()).startsWith("by Ada, Jan 31, 2027");
        assertThat(still.get("starts")).isEqualTo(true);
        assertThat(model(Map.of("name", "torg.pages", "done", "modulestop")).get("done")).isEqualTo("The module is being stopped.");

        assertThat(act("torg.pages", "start")).isEqualTo(new Outcome.Redirect("/studio/modules?name=torg.pages&done=modulestart"));
        assertThat(((Outcome.Show) act("torg.pages", "start")).status()).isEqualTo(409);
    }

    @Test
    void whoProvedTooLongAgoWhoTheyAreDoesSoFirst() {
        desk.entrance = new FreshProof(_ -> false);
        assertThat(act("torg.pages", "stop")).isEqualTo(new Outcome.Redirect("/prove?return=%2Fstudio%2Fmodules%3Fname%3Dtorg.pages"));
        assertThat(list(model(Map.of("name", "torg.pages")), "jars").getFirst().get("good")).isEqualTo(true);
    }

    @Test
    void nobodyElseFindsItAndNothingOddIsDone() {
        assertThat(component.fill(get(People.CUSTOMER, Map.of()))).isEqualTo(new Filled.Absent());
        assertThat(component.fill(get(People.CUSTOMER, Map.of("name", "torg.pages")))).isEqualTo(new Filled.Absent());
        assertThat(component.fill(get(People.ADMINISTRATOR, Map.of("name", "torg.none")))).isEqualTo(new Filled.Absent());
        var customers = component.act(Requests.post(site(), Room.MODULES.address()).as(People.CUSTOMER).form("name", "torg.pages").form("action", "stop").place(""));
        assertThat(customers).isEqualTo(new Outcome.Show(405, new Filled.Absent()));
        assertThat(act("torg.pages", "burn")).isEqualTo(new Outcome.Show(405, new Filled.Absent()));
        assertThat(act("torg.none", "stop")).isEqualTo(new Outcome.Show(404, new Filled.Absent()));
    }

    @Test
    void aModuleIsAddedTakenBackAndRemovedOnThePage() {
        assertThat(add("new 1.0.0")).as("it is not there before the kernel looks").isEqualTo(new Outcome.Redirect("/studio/modules?done=moduleadd"));
        assertThat(list(model(Map.of("name", "new")), "jars").getFirst().get("back")).isNull();
        assertThat(add("new 1.1.0")).isEqualTo(new Outcome.Redirect("/studio/modules?name=new&done=moduleadd"));
        var jar = list(model(Map.of("name", "new")), "jars").getFirst();
        assertThat(jar.get("origin") + ", " + jar.get("back") + ", " + jar.get("removes")).isEqualTo("added here, Take version 1.0.0 again, true");
        assertThat(act("new", "back")).isEqualTo(new Outcome.Redirect("/studio/modules?name=new&done=moduleback"));
        assertThat(act("new", "remove")).isEqualTo(new Outcome.Redirect("/studio/modules?done=moduleremove"));
        assertThat(list(model(Map.of("name", "torg.pages")), "jars").getFirst().get("removes")).isEqualTo(false);
        assertThat(((Outcome.Show) act("torg.pages", "remove")).status()).isEqualTo(409);
    }

    @Test
    void whatIsRefusedIsToldWithEveryReasonAndWhoDidNotProveDoesSoFirst() {
        var shown = (Outcome.Show) add("bad 1.0.0");
        assertThat(shown.status()).isEqualTo(409);
        assertThat(((Filled.Shown) shown.filled()).model().get("problems").toString()).contains("it imports package x", "it is not signed");
        assertThat(((Model) ((Filled.Shown) shown.filled()).model().get("words")).get("refused")).as("what stands above that").isEqualTo("Nothing was done:");
        assertThat(((Outcome.Show) act("", "add")).status()).as("no file was chosen").isEqualTo(409);
        desk.entrance = new FreshProof(_ -> false);
        assertThat(add("new 1.0.0")).isEqualTo(new Outcome.Redirect("/prove?return=%2Fstudio%2Fmodules"));
    }

    @Test
    void aModuleIsFoundInTheCatalogueAndAddedFromThereAndWhatDoesNotFitSaysWhy() {
        assertThat(model(Map.of()).get("catalogue")).as("none is set").isEqualTo(false);
        house.offers.addAll(List.of(TestModules.offer("new", "1.0.0"), TestModules.offer("odd", "2.0.0", "it imports package x, which nothing in the house offers")));
        assertThat(model(Map.of()).get("searched")).as("nobody asks it before somebody wants to know").isEqualTo(false);
        assertThat(list(model(Map.of("search", "")), "offers")).extracting(offer -> offer.get("name") + " " + offer.get("version") + " " + offer.get("fits") + " " + offer.get("signer"))
                .containsExactly("new 1.0.0 true CN=Ada", "odd 2.0.0 false CN=Ada");
        assertThat(list(model(Map.of("search", "od")), "offers")).hasSize(1);
        assertThat(model(Map.of("search", "nothing")).get("none")).isEqualTo(true);
        assertThat(model(Map.of("search", "fail")).get("unread")).asString().contains("status 302");

        assertThat(offered("new", "1.0.0")).isEqualTo(new Outcome.Redirect("/studio/modules?done=moduleadd"));
        assertThat(list(model(Map.of("name", "new")), "jars").getFirst().get("version")).isEqualTo("1.0.0");
        assertThat(offered("none", "1.0.0")).isEqualTo(new Outcome.Show(404, new Filled.Absent()));
        house.offers.add(TestModules.offer("bad", "1.0.0"));
        assertThat(((Outcome.Show) offered("bad", "1.0.0")).status()).isEqualTo(409);
        desk.entrance = new FreshProof(_ -> false);
        assertThat(offered("odd", "2.0.0")).isEqualTo(new Outcome.Redirect("/prove?return=%2Fstudio%2Fmodules"));
    }

    private Outcome offered(String name, String version) {
        return component.act(Requests.post(site(), Room.MODULES.address()).as(People.ADMINISTRATOR).form("action", "offered").form("name", name).form("version", version).place(""));
    }

    @Test
    void whatAJarWantsIsShownBeforeItIsAdded() {
        var shown = (Outcome.Show) send("look", "bad 1.0.0");
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.filled().toString()).contains("looked=[{name=bad", "it imports package x", "fits=false");
        assertThat(((Outcome.Show) send("look", "new 1.0.0")).filled().toString()).contains("looked=[{name=new", "fits=true");
        assertThat(house.modules()).extracting(ModuleState::name).doesNotContain("new", "bad");
    }

    private Outcome add(String jar) {
        return send("add", jar);
    }

    private Outcome send(String action, String jar) {
        return component.act(Requests.post(site(), Room.MODULES.address()).as(People.ADMINISTRATOR).form("action", action)
                .file("jar", "new.jar", "application/java-archive", jar.getBytes(StandardCharsets.UTF_8)).place(""));
    }

    private Outcome act(String name, String action) {
        return component.act(Requests.post(site(), Room.MODULES.address()).as(People.ADMINISTRATOR).form("name", name).form("action", action).place(""));
    }

    private Model model(Map<String, String> query) {
        return ((Filled.Shown) component.fill(get(People.ADMINISTRATOR, query))).model();
    }

    private Component.Place get(Caller caller, Map<String, String> query) {
        var request = Requests.get(site(), Room.MODULES.address()).as(caller);
        query.forEach(request::query);
        return request.place("");
    }

    private static List<Model> list(Model model, String name) {
        return ((List<?>) model.get(name)).stream().map(Model.class::cast).toList();
    }
}

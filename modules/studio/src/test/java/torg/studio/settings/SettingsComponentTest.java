package torg.studio.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.studio.People;
import torg.studio.room.Room;
import torg.testkit.TestSource;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.contract.ComponentContract;

class SettingsComponentTest implements ComponentContract {
    private static final String FILE = "content/site/site.yml";
    private final TestSites sites = TestSites.of(new TestSource().document("site.yml", "name: Ours\ntheme: torg\nlanguages: [en]\nsettings: {administrator-role: administrator, own: kept}\n").document("roles/clerk.yml", "role: clerk\nlabel: Clerk\n"));
    private final SettingsComponent component = new SettingsComponent(sites);

    @Override
    public Component component() {
        return component;
    }

    @Override
    public Site site() {
        return sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("name.en", "theme", "languages", "setting.time-zone", "setting.studio-authors", "seen", "done");
    }

    @Test
    void whatWasNotChangedIsNotChanged() {
        assertThat(save(Map.of())).isEqualTo(new Outcome.Redirect("/studio/settings?done=same"));
        assertThat(form().get("zone")).isEqualTo("");
    }

    @Test
    void settingsAreSaidWhereTheyStand() {
        assertThat(save(Map.of("setting.time-zone", "Europe/Oslo", "setting.studio-authors", "clerk", "setting.own", "", "languages", "en, nb"))).isInstanceOf(Outcome.Redirect.class);
        var read = sites.read(FILE, new String(sites.file(FILE).orElseThrow().bytes())).fields();
        assertThat(read.toString()).contains("Europe/Oslo", "studio-authors", "clerk", "nb").doesNotContain("own=");
        assertThat(read.entries().keySet()).containsExactly("name", "theme", "languages", "settings");
        assertThat(form().get("zone")).isEqualTo("Europe/Oslo");
    }

    @Test
    void onlyAdministratorsFindIt() {
        assertThat(component.fill(Requests.get(site(), Room.SETTINGS.address()).as(People.CUSTOMER).place(""))).isEqualTo(new Filled.Absent());
        assertThat(((Outcome.Show) save(Map.of("seen", "another", "theme", "other"))).status()).isEqualTo(409);
    }

    private Model model() {
        return ((Filled.Shown) component.fill(Requests.get(site(), Room.SETTINGS.address()).as(People.ADMINISTRATOR).place(""))).model();
    }

    private Model form() {
        return (Model) model().get("form");
    }

    private Outcome save(Map<String, String> other) {
        var sent = new HashMap<String, String>(Map.of("seen", model().get("seen").toString(), "name.en", "Ours", "theme", "torg", "languages", "en", "setting.administrator-role", "administrator", "setting.own", "kept"));
        sent.putAll(other);
        var request = Requests.post(site(), Room.SETTINGS.address()).as(People.ADMINISTRATOR);
        sent.forEach(request::form);
        return component.act(request.place(""));
    }
}

package torg.studio.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.site.Site;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.studio.People;
import torg.studio.Titles;
import torg.studio.room.Room;
import torg.testkit.TestSource;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.contract.ComponentContract;

/** What the form does is tried on the whole portal, which has a theme. */
class ThemeComponentTest implements ComponentContract {
    private final TestSites sites = TestSites.of(new TestSource().document("pages/a.yml", "title: A\n"), new Titles());

    @Override
    public Component component() {
        return new ThemeComponent(sites, sites);
    }

    @Override
    public Site site() {
        return sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("done", "seen", "action", "address", "message", "set.brand.light");
    }

    @Test
    void aThemeOfNoSettingsSaysSoAndCustomersFindNothing() {
        assertThat(((Filled.Shown) component().fill(Requests.get(site(), Room.THEME.address()).as(People.ADMINISTRATOR).place(""))).model().get("some")).isEqualTo(false);
        assertThat(component().fill(Requests.get(site(), Room.THEME.address()).as(People.CUSTOMER).place(""))).isEqualTo(new Filled.Absent());
    }
}

package torg.studio.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.studio.People;
import torg.studio.Titles;
import torg.studio.room.Room;
import torg.testkit.TestSource;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.contract.ComponentContract;

class HistoryComponentTest implements ComponentContract {
    private static final String PAGE = "content/site/pages/a.yml";
    private final TestSites sites = TestSites.of(new TestSource().document("pages/a.yml", "title: A\n"), new Titles());
    private final HistoryComponent component = new HistoryComponent(sites);

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
        return List.of("path", "revision", "seen");
    }

    @Test
    void whatNobodyRemembersIsSaid() {
        var shown = (Filled.Shown) component.fill(Requests.get(site(), Room.HISTORY.address()).as(People.ADMINISTRATOR).query("path", PAGE).query("revision", "nothing").place(""));
        assertThat(shown.model().get("some")).isEqualTo(false);
        assertThat(component.fill(Requests.get(site(), Room.HISTORY.address()).as(People.ADMINISTRATOR).query("path", "content/site/pages/none.yml").place(""))).isEqualTo(new Filled.Absent());
        assertThat(component.act(Requests.post(site(), Room.HISTORY.address()).as(People.ADMINISTRATOR).form("path", PAGE).form("revision", "1").place(""))).isEqualTo(new Outcome.Show(405, new Filled.Absent()));
    }

    @Test
    void whoMayNotFindsNothing() {
        for (var caller : List.of(Caller.ANONYMOUS, People.CUSTOMER)) {
            assertThat(component.fill(Requests.get(site(), Room.HISTORY.address()).as(caller).query("path", PAGE).place(""))).isEqualTo(new Filled.Absent());
            assertThat(component.act(Requests.post(site(), Room.HISTORY.address()).as(caller).form("path", PAGE).form("revision", "1").place(""))).isEqualTo(new Outcome.Show(405, new Filled.Absent()));
        }
    }
}

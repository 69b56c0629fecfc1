package torg.studio.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.api.view.Thumbnails;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.studio.People;
import torg.studio.room.Room;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.TestSource;
import torg.testkit.contract.ComponentContract;

/** What a browser sends is tried on the whole portal. */
class MediaComponentTest implements ComponentContract {
    private final TestSites sites = TestSites.of(new TestSource().document("pages/a.md", "---\ntitle: A\n---\nText.\n").document("files/quay.md", "picture").document("files/a/fair price.md", "list")
            .part(Thumbnails.class, new Thumbnails(Map.of("files/quay.md", "/files/quay.md/320-aa"))));
    private final MediaComponent component = new MediaComponent(sites);

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
        return List.of("path", "q", "page", "seen", "action", "message", "done");
    }

    @Test
    void webFilesAreShownWithSmallPicturesWhereThereAreSomeAndFoundByName() {
        assertThat(each(library(Map.of()), "name")).containsExactly("a/fair price.md", "quay.md");
        assertThat(each(library(Map.of()), "picture")).containsExactly(null, "/files/quay.md/320-aa");
        assertThat(each(library(Map.of("q", "QUAY")), "name")).containsExactly("quay.md");
        assertThat(library(Map.of("q", "nothing")).get("some")).isEqualTo(false);
    }

    @Test
    void theAddressOfAFileIsOneThatCanBeFollowed() {
        assertThat(((Model) shown(Map.of("path", "content/site/files/a/fair price.md")).get("medium")).get("address")).isEqualTo("/files/a/fair%20price.md");
    }

    @Test
    void whatIsNoWebFileOrNotOnesOwnIsNotThere() {
        for (var path : List.of("content/site/pages/a.md", "content/site/files/none.md", "content/other/files/quay.md", "")) {
            assertThat(component.fill(Requests.get(site(), Room.MEDIA.address()).as(People.ADMINISTRATOR).query("path", path).place(""))).as(path).isEqualTo(new Filled.Absent());
            assertThat(component.act(Requests.post(site(), Room.MEDIA.address()).as(People.ADMINISTRATOR).form("path", path).place(""))).as(path).isInstanceOfSatisfying(Outcome.Show.class, told -> assertThat(told.status()).isEqualTo(405));
        }
        assertThat(component.fill(Requests.get(site(), Room.MEDIA.address()).as(People.CUSTOMER).place(""))).isEqualTo(new Filled.Absent());
    }

    private Model library(Map<String, String> query) {
        return (Model) shown(query).get("library");
    }

    private Model shown(Map<String, String> query) {
        var request = Requests.get(site(), Room.MEDIA.address()).as(People.ADMINISTRATOR);
        query.forEach(request::query);
        return ((Filled.Shown) component.fill(request.place(""))).model();
    }

    private static List<Object> each(Model library, String key) {
        return ((List<?>) library.get("files")).stream().map(file -> ((Model) file).get(key)).toList();
    }
}

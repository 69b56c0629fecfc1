package torg.studio.media;

import static java.nio.charset.StandardCharsets.UTF_8;
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
    private final TestSites sites = TestSites.of(new TestSource().languages("en", "nb").document("pages/a.md", "---\ntitle: A\n---\nText.\n").document("files/quay.md", "picture").document("files/a/fair price.md", "list")
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
        return List.of("path", "q", "page", "seen", "action", "message", "done", "describes", "alt.en", "nothing", "kept");
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

    @Test
    void whatAnImageShowsIsSaidInEachLanguageAndTakenBack() {
        assertThat(each(library(Map.of()), "undescribed")).as("what is no image needs no text").containsExactly(false, true);

        describe(Map.of("alt.en", "The quay", "alt.nb", "Kaia"));
        assertThat(said()).isEqualToIgnoringWhitespace("{alt: {/files/quay.md: {en: The quay, nb: Kaia}}}");
        assertThat(each(library(Map.of()), "undescribed")).containsExactly(false, false);
        assertThat(((List<?>) described().get("texts")).stream().map(text -> ((Model) text).get("value"))).containsExactly("The quay", "Kaia");

        describe(Map.of("nothing", "true"));
        assertThat(said()).contains("/files/quay.md: }");
        assertThat(described().get("nothing")).isEqualTo(true);

        describe(Map.of("alt.nb", "Kaia"));
        assertThat(said()).contains("nb: Kaia").doesNotContain("en:");

        describe(Map.of());
        assertThat(sites.file("content/site/pictures.yml")).as("nothing is said any more").isEmpty();
    }

    @Test
    void whoWasSecondIsToldWhatTheFirstSaid() {
        describe(Map.of("alt.en", "The quay"));

        var told = send(Map.of("alt.en", "A quay"), "an older one");

        assertThat(told).isInstanceOfSatisfying(Outcome.Show.class, show -> {
            assertThat(show.status()).isEqualTo(409);
            assertThat(((Model) ((Filled.Shown) show.filled()).model().get("described")).get("texts").toString()).contains("A quay");
        });
        assertThat(said()).contains("The quay");
    }

    private void describe(Map<String, String> typed) {
        assertThat(send(typed, sites.file("content/site/pictures.yml").map(file -> file.version()).orElse(""))).isInstanceOf(Outcome.Redirect.class);
    }

    private Outcome send(Map<String, String> typed, String seen) {
        var request = Requests.post(site(), Room.MEDIA.address()).as(People.ADMINISTRATOR).form("path", "content/site/files/quay.md").form("describes", "1").form("seen", seen).form("kept", "");
        typed.forEach(request::form);
        return component.act(request.place(""));
    }

    private String said() {
        return "{" + new String(sites.file("content/site/pictures.yml").orElseThrow().bytes(), UTF_8).replace("\"", "").strip() + "}";
    }

    private Model described() {
        return (Model) shown(Map.of("path", "content/site/files/quay.md")).get("described");
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

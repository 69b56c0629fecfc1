package torg.studio.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.site.Edit;
import torg.api.site.Node;
import torg.api.site.Site;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.api.view.PageTypes;
import torg.api.view.PageType;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.studio.People;
import torg.studio.room.Room;
import torg.testkit.TestSource;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.contract.ComponentContract;

class PageComponentTest implements ComponentContract {
    private static final String PAGE = "content/site/pages/a.md";
    private final TestSites sites = TestSites.of(new TestSource().languages("en", "nb").document("pages/a.md", "---\ntitle: A\naccess: [clerk, boss]\norder: 3\nrobots: noindex\n---\nText.\n").document("pages/a.nb.md", "---\ntitle: Å\n---\nTekst.\n")
            .document("roles/clerk.yml", "role: clerk\nlabel: Clerk\n").document("lists/open.yml", "list: open\ntitle: Open orders\n").document("snippets/hours.md", "Late.")
            .document("pages/b.md", "---\ntitle: B\ncomponents:\n  - {component: tiles, tiles: [{title: One}]}   # first\n  - {component: list, list: open, first: 5}\n---\nText.\n")
            .part(PageTypes.class, new PageTypes(Map.of("event", new PageType("event", Text.of("Event"), "page", List.of(), List.of(new PageType.Field("place", Text.of("Place"), Optional.empty(), PageType.Kind.TEXT, true, false, false, Map.of(), Optional.empty())))))));
    private final PageComponent component = new PageComponent(sites);

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
        return List.of("path", "text", "seen", "message", "title.en", "access", "role", "publish", "type", "done");
    }

    @Test
    void whatStandsInFrontOfTheTextIsAForm() {
        var form = form();
        assertThat(form.get("body")).isEqualTo("Text.\n");
        assertThat(form.get("order")).isEqualTo("3");
        assertThat(form.get("noindex")).isEqualTo(true);
        assertThat(chosen("access")).containsExactly("roles");
        assertThat(((List<?>) form.get("roles")).stream().map(Model.class::cast).map(role -> role.get("label") + " " + role.get("chosen"))).containsExactly("boss true", "Clerk true");
    }

    @Test
    void whatWasNotChangedIsNotChanged() {
        assertThat(save(Map.of())).isEqualTo(new Outcome.Redirect("/studio/page?path=content%2Fsite%2Fpages%2Fa.md&done=same"));
    }

    @Test
    void frontAndTextAreOneEdit() {
        assertThat(save(Map.of("title.en", "B", "description.nb", "Be", "access", "signed-in", "order", "", "draft", "true", "publish", "2026-12-01T08:00", "text", "More.\r\n"))).isInstanceOf(Outcome.Redirect.class);
        var read = sites.read(PAGE, new String(sites.file(PAGE).orElseThrow().bytes()));
        assertThat(read.body()).isEqualTo("More.\n");
        assertThat(read.fields().entries().keySet()).containsExactly("title", "access", "robots", "description", "publish", "draft");
        assertThat(read.fields().get("description").orElseThrow()).isInstanceOf(Node.Mapping.class);
        assertThat(read.fields().get("access").orElseThrow()).isInstanceOfSatisfying(Node.Scalar.class, said -> assertThat(said.value()).isEqualTo("signed-in"));
    }

    @Test
    void whatALanguageSaysInADocumentOfItsOwnIsNotAskedFor() {
        assertThat(languages("titles")).as("a.nb.md has a title").containsExactly("en");
        assertThat(languages("descriptions")).containsExactly("en", "nb");
        save(Map.of("title.nb", "Be"));
        assertThat(sites.read(PAGE, new String(sites.file(PAGE).orElseThrow().bytes())).fields().get("title").orElseThrow()).isInstanceOf(Node.Scalar.class);
    }

    @Test
    void anEditionBeginsAtAMoment() {
        assertThat(begin("2127-01-01T08:30", "")).isEqualTo(new Outcome.Redirect("/studio/file?path=content%2Fsite%2Fpages%2Fa%402127-01-01T0830.md"));
        assertThat(begin("2127-01-01T00:00", "2127-02-01T00:00")).isEqualTo(new Outcome.Redirect("/studio/file?path=content%2Fsite%2Fpages%2Fa%402127-01-01..2127-02-01.md"));
        for (var never : List.of(List.of("", ""), List.of("", "2127-02-01T00:00"), List.of("soon", ""), List.of("2127-02-30T00:00", ""), List.of("2127-01-01T00:00", "2127-01-01T00:00"), List.of("+12127-01-01T00:00", ""))) {
            assertThat(begin(never.getFirst(), never.getLast())).as(never.toString()).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(422));
        }
    }

    @Test
    void aPageInWhosePlaceAnEditionStandsIsNotSaidToBeOnTheSite() {
        var edition = "content/site/pages/a@2020-01-01.md";
        sites.make(Edit.of(new Edit.Author("A-2", "Bo"), "", edition, new Edit.Change(Optional.empty(), Optional.of("---\ntitle: Now\n---\n".getBytes()))));
        assertThat(save(Map.of("title.en", "B"))).isEqualTo(new Outcome.Redirect("/studio/page?path=content%2Fsite%2Fpages%2Fa.md&done=replaced"));
    }

    private Outcome begin(String from, String until) {
        return component.act(Requests.post(site(), Room.PAGE.address()).as(People.ADMINISTRATOR).form("path", PAGE).form("action", "edition").form("from", from).form("until", until).place(""));
    }

    @Test
    void whatStandsOnThePageIsPutInOrderAddedAndTakenAway() {
        var path = "content/site/pages/b.md";
        var shown = ((Filled.Shown) component.fill(Requests.get(site(), Room.PAGE.address()).as(People.ADMINISTRATOR).query("path", path).place(""))).model();
        var placed = (Model) ((Model) shown.get("form")).get("placed");
        assertThat(values(placed, "items", "label")).containsExactly("tiles", "List: Open orders (open)");
        assertThat(values(placed, "offered", "value")).as("what is there already is not offered again").containsExactly("", "snippet.hours", "collection.event");

        var seen = sites.file(path).orElseThrow().version();
        var form = Requests.post(site(), Room.PAGE.address()).as(People.ADMINISTRATOR).form("path", path).form("seen", seen).form("title.en", "B").form("text", "Text.\n").form("components", "");
        for (var item : List.of("list.open", "tiles", "+collection.event")) form.form("components", item);
        assertThat(component.act(form.place(""))).isInstanceOf(Outcome.Redirect.class);
        assertThat(sites.read(path, new String(sites.file(path).orElseThrow().bytes())).fields()).isEqualTo(sites.read(path, """
            ---
            "title": "B"
            "components": [{"component": "list", "list": "open", "first": "5"}, {"component": "tiles", "tiles": [{"title": "One"}]}, {"component": "collection", "type": "event"}]
            ---
            """).fields());
    }

    @Test
    void aPageIsSeenBeforeItIsPublished() {
        assertThat(save(Map.of("action", "preview", "address", "/a", "title.en", "Before", "text", "Seen first."))).isInstanceOfSatisfying(Outcome.Preview.class, seen -> {
            assertThat(seen.path()).isEqualTo("/a");
            assertThat(seen.site().documents().stream().filter(document -> document.path().equals(PAGE)).findFirst().orElseThrow().body().strip()).isEqualTo("Seen first.");
        });
        var tried = (Outcome.Show) save(Map.of("action", "try", "text", "Only tried."));
        assertThat(tried.status()).isEqualTo(200);
        assertThat(((Model) ((Filled.Shown) tried.filled()).model().get("form")).get("body")).isEqualTo("Only tried.");
        assertThat(((Outcome.Show) save(Map.of("action", "preview", "address", "nowhere"))).status()).isEqualTo(422);
        assertThat(new String(sites.file(PAGE).orElseThrow().bytes())).contains("title: A").contains("Text.");
    }

    @Test
    void fieldsOfATypeThatIsChosenAreShownWhereTheSiteLacksThem() {
        assertThat(save(Map.of("type", "event"))).as("a test's site asks for nothing").isInstanceOf(Outcome.Redirect.class);
        var again = (Model) ((Filled.Shown) ((Outcome.Show) save(Map.of("type", "event", "do", "none"))).filled()).model().get("form");
        assertThat(((Model) again.get("typed")).get("type")).isEqualTo("event");
        assertThat(save(Map.of("type", "event", "fields-of", "event", "fields.place", "Here"))).isInstanceOf(Outcome.Redirect.class);
        assertThat(new String(sites.file(PAGE).orElseThrow().bytes())).contains("Here");
    }

    private static List<Object> values(Model model, String list, String key) {
        return ((List<?>) model.get(list)).stream().map(Model.class::cast).map(one -> one.get(key)).toList();
    }

    private List<Object> languages(String field) {
        return ((List<?>) form().get(field)).stream().map(Model.class::cast).map(one -> one.get("tag")).toList();
    }

    @Test
    void whoComesSecondKeepsWhatTheyTyped() {
        var late = (Outcome.Show) save(Map.of("seen", "another", "title.en", "Mine", "text", "Mine."));
        assertThat(late.status()).isEqualTo(409);
        var model = ((Filled.Shown) late.filled()).model();
        assertThat(model.has("stale")).isTrue();
        assertThat(((Model) model.get("form")).get("body")).isEqualTo("Mine.");
    }

    @Test
    void whatIsNoPageIsNotThere() {
        for (var path : List.of("content/site/pages/a.nb.md", "content/site/pages/none.md", "content/site/roles/clerk.yml", "content/other/pages/a.md", "")) {
            assertThat(component.fill(Requests.get(site(), Room.PAGE.address()).as(People.ADMINISTRATOR).query("path", path).place(""))).as(path).isEqualTo(new Filled.Absent());
        }
        assertThat(component.fill(Requests.get(site(), Room.PAGE.address()).as(People.CUSTOMER).query("path", PAGE).place(""))).isEqualTo(new Filled.Absent());
    }

    private Model form() {
        return (Model) model().get("form");
    }

    private Model model() {
        return ((Filled.Shown) component.fill(Requests.get(site(), Room.PAGE.address()).as(People.ADMINISTRATOR).query("path", PAGE).place(""))).model();
    }

    private List<Object> chosen(String field) {
        return ((List<?>) form().get(field)).stream().map(Model.class::cast).filter(choice -> Boolean.TRUE.equals(choice.get("chosen"))).map(choice -> choice.get("value")).toList();
    }

    /** The form as a browser sends it, with these fields otherwise. */
    private Outcome save(Map<String, String> other) {
        var sent = new HashMap<String, String>(Map.of("path", PAGE, "seen", model().get("seen").toString(), "title.en", "A", "access", "roles", "order", "3", "noindex", "true", "text", "Text.\r\n"));
        sent.putAll(other);
        var request = Requests.post(site(), Room.PAGE.address()).as(People.ADMINISTRATOR).form("role", "clerk").form("role", "boss");
        sent.forEach(request::form);
        return component.act(request.place(""));
    }
}

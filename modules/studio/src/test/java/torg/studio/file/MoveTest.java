package torg.studio.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Edit;
import torg.api.view.Model;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.studio.People;
import torg.studio.Titles;
import torg.studio.desk.Desk;
import torg.studio.room.Room;
import torg.testkit.TestSource;
import torg.testkit.Requests;
import torg.testkit.TestSites;

class MoveTest {
    private static final String PAGE = "content/site/pages/help.md";

    private final TestSource source = new TestSource().languages("en", "nb").setting("studio-authors", "editor").document("pages/index.md", page("Home")).document("pages/help.md", page("Help")).document("pages/help.nb.md", page("Hjelp"))
            .document("pages/help/tea.md", page("Tea")).document("pages/helpers.md", page("Helpers")).document("pages/orders/index.md", page("Orders"))
            .document("pages/account.md", page("Account")).document("files/account/prices.md", "x");
    private final TestSites sites = TestSites.of(source, new Titles());
    private final FileComponent component = new FileComponent(sites, sites);

    private static String page(String title) {
        return "---\ntitle: " + title + "\n---\nx";
    }

    @Test
    void aPageGoesWithItsLanguagesAndWhatIsBelowItAndIsTheSameAsBefore() {
        assertThat(move(PAGE, "/about/help")).isEqualTo(new Outcome.Redirect("/studio/file?path=content%2Fsite%2Fpages%2Fabout%2Fhelp.md&done=moved"));
        assertThat(pages()).containsExactly("about/help.md", "about/help.nb.md", "about/help/tea.md", "account.md", "helpers.md", "index.md", "orders/index.md");
        assertThat(text("about/help.nb.md")).isEqualTo(page("Hjelp"));
        assertThat(move("content/site/pages/orders/index.md", "/sales")).isEqualTo(new Outcome.Redirect("/studio/file?path=content%2Fsite%2Fpages%2Fsales%2Findex.md&done=moved"));
        assertThat(move(PAGE, "/about/help")).as("sent twice").isEqualTo(new Outcome.Redirect("/studio?show=pages"));
    }

    @Test
    void itemsOfMenusLeadToWhereThePagesAre() {
        sites.swap(source.document("navigation.yml", "main: [{page: /help, title: Help}, {title: More, items: [{page: /help/tea}, {page: /helpers}, {link: \"https://example.com/help\"}]}]"));
        assertThat(move(PAGE, "/about/help")).isInstanceOf(Outcome.Redirect.class);
        assertThat(sites.file("content/site/navigation.yml").flatMap(Desk::text)).hasValueSatisfying(menus ->
                assertThat(menus).contains("\"page\": \"/about/help\"", "\"page\": \"/about/help/tea\"", "\"page\": \"/helpers\"", "\"https://example.com/help\""));
    }

    @Test
    void whatCannotBeIsToldAndChangesNothing() {
        var before = pages();
        for (var to : List.of("", "/", "/help", "/help/more", "/A", "/a/../b", "/index", "/a/index", "/special/denied", "/helpers", "/nb.x", "/" + "x".repeat(200))) {
            var again = (Outcome.Show) move(PAGE, to);
            assertThat(again.status()).as(to).isEqualTo(422);
            assertThat(((Filled.Shown) again.filled()).model().get("unmoved").toString()).as(to).isNotBlank();
        }
        assertThat(((Filled.Shown) ((Outcome.Show) move("content/site/pages/account.md", "/konto")).filled()).model().get("unmoved").toString()).as("whose web files everybody could read").contains("Web files");
        assertThat(((Outcome.Show) move("content/site/pages/index.md", "/home")).status()).isEqualTo(422);
        assertThat(pages()).isEqualTo(before);
    }

    @Test
    void whoSawAnotherVersionIsToldAndWhoMayNotIsNotHeard() {
        var form = Requests.post(sites.current(), Room.FILE.address()).form("path", PAGE).form("action", "move").form("to", "/about").form("seen", "older");
        assertThat(((Outcome.Show) component.act(form.as(People.ADMINISTRATOR).place(""))).status()).isEqualTo(409);
        assertThat(((Outcome.Show) component.act(form.as(People.CUSTOMER).place(""))).status()).isEqualTo(405);
        assertThat(pages()).contains("help.md");
    }

    @Test
    void onlyWhatHasAnAddressOfItsOwnIsOfferedToMove() {
        assertThat(moves(PAGE)).isEqualTo("/help");
        assertThat(moves("content/site/pages/index.md")).isEqualTo("");
        assertThat(moves("content/site/files/account/prices.md")).isEqualTo("");
        assertThat(moves("content/site/pages/new.md")).as("not there yet").isEqualTo("");
    }

    @Test
    void aMoveIsKeptAsDraftsWithWhatIsDraftedAndIsOneEditOncePublished() {
        var desk = Desk.required(sites, Requests.get(sites.current(), Room.FILE.address()).as(People.ADMINISTRATOR).request());
        draft(desk, PAGE, "Help, drafted");
        var before = pages();

        assertThat(move(PAGE, "/about", "move-draft")).isEqualTo(new Outcome.Redirect("/studio/drafts?done=drafted"));

        assertThat(pages()).as("the site stays as it is").isEqualTo(before);
        assertThat(desk.drafts()).extracting(draft -> draft.path().substring("content/site/pages/".length()) + (draft.change().bytes().isPresent() ? "" : " goes"))
                .containsExactly("about.md", "about.nb.md", "about/tea.md", "help.md goes", "help.nb.md goes", "help/tea.md goes");
        assertThat(((Outcome.Show) move(PAGE, "/help", "move-draft")).status()).as("as for a move").isEqualTo(422);
        desk.publish(desk.drafts(), "moved");
        assertThat(text("about.md")).isEqualTo(page("Help, drafted"));
        assertThat(pages()).contains("about.nb.md", "about/tea.md").doesNotContain("help.md");
        assertThat(desk.drafts()).isEmpty();
    }

    @Test
    void aMoveThatCannotBeKeptWholeLeavesTheDraftsAsTheyWere() {
        var desk = Desk.required(sites, Requests.get(sites.current(), Room.FILE.address()).as(People.ADMINISTRATOR).request());
        var nb = "content/site/pages/help.nb.md";
        draft(desk, PAGE, "Help, drafted");
        assertThatThrownBy(() -> desk.keepMove(nb, "/about", Optional.of("older"))).extracting(e -> ((TorgException) e).kind()).isEqualTo(ProblemKind.STALE);
        assertThat(desk.drafts()).extracting(Draft::path).containsExactly(PAGE);
        assertThat(desk.own(PAGE).flatMap(draft -> draft.change().bytes()).orElseThrow()).asString(StandardCharsets.UTF_8).isEqualTo(page("Help, drafted"));

        desk.make(PAGE, sites.file(PAGE).map(ContentFile::version), Optional.of(page("Help, by another").getBytes(StandardCharsets.UTF_8)), "");
        assertThatThrownBy(() -> desk.keepMove(nb, "/about", sites.file(nb).map(ContentFile::version))).as("what was published meanwhile would be lost").extracting(e -> ((TorgException) e).kind()).isEqualTo(ProblemKind.STALE);
        assertThat(desk.drafts()).extracting(Draft::path).containsExactly(PAGE);
    }

    private void draft(Desk desk, String path, String title) {
        desk.keep(path, desk.own(path).map(Draft::version), new Edit.Change(sites.file(path).map(ContentFile::version), Optional.of(page(title).getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void theSameAsJson() {
        var resource = new StudioResource(sites, sites);
        var editor = Requests.get(sites.current(), "/api/studio/move").as(Caller.contact("A-2", "Eve", List.of(), List.of("editor"))).request();
        assertThatThrownBy(() -> resource.move(editor, new StudioResource.Going(PAGE, null, "/about", null))).extracting(e -> ((TorgException) e).kind()).isEqualTo(ProblemKind.MALFORMED);
        assertThatThrownBy(() -> resource.move(editor, new StudioResource.Going("content/site/site.yml", "1", "/about", null))).extracting(e -> ((TorgException) e).kind()).isEqualTo(ProblemKind.DENIED);
        assertThatThrownBy(() -> resource.move(editor, new StudioResource.Going("content/site/pages/none.md", "1", "/about", null))).extracting(e -> ((TorgException) e).kind()).isEqualTo(ProblemKind.NOT_FOUND);
        assertThat(resource.move(editor, new StudioResource.Going(PAGE, sites.file(PAGE).orElseThrow().version(), "/about", null)).path()).isEqualTo("content/site/pages/about.md");
        assertThat(pages()).contains("about.md", "about/tea.md").doesNotContain("help.md");
    }

    private Outcome move(String path, String to) {
        return move(path, to, "move");
    }

    private Outcome move(String path, String to, String action) {
        return component.act(Requests.post(sites.current(), Room.FILE.address()).as(People.ADMINISTRATOR).form("path", path).form("action", action).form("to", to)
                .form("seen", sites.file(path).map(file -> file.version()).orElse("")).place(""));
    }

    private Object moves(String path) {
        var model = ((Filled.Shown) component.fill(Requests.get(sites.current(), Room.FILE.address()).as(People.ADMINISTRATOR).query("path", path).place(""))).model();
        return model.has("moves") ? ((Model) model.get("moves")).get("to") : "";
    }

    private List<String> pages() {
        return sites.files().keySet().stream().filter(path -> path.startsWith("content/site/pages/")).map(path -> path.substring("content/site/pages/".length())).toList();
    }

    private String text(String page) {
        return Optional.ofNullable(sites.files().get("content/site/pages/" + page)).map(file -> new String(file.bytes(), StandardCharsets.UTF_8)).orElse("");
    }
}

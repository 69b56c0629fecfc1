package torg.studio.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.site.Edit;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.spi.view.Component;
import torg.studio.People;
import torg.studio.Titles;
import torg.studio.desk.Desk;
import torg.studio.room.Room;
import torg.testkit.TestSource;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.contract.ComponentContract;

class FileComponentTest implements ComponentContract {
    private static final String PAGE = "content/site/pages/a.yml";

    private final TestSites sites = TestSites.of(new TestSource().document("pages/a.yml", "title: A\n").document("roles/b.yml", "role: b"), new Titles());
    private final FileComponent component = new FileComponent(sites, sites);

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
        return List.of("path", "text", "seen", "message", "action", "done", "to", "draft", "publish", "expire", "waits", "anyway");
    }

    @Test
    void anEditIsMadeAndSeen() {
        var shown = look(PAGE);
        assertThat(shown.get("text")).isEqualTo("title: A\n");
        assertThat(save(PAGE, "title: B\r\n", shown.get("seen").toString())).isEqualTo(new Outcome.Redirect("/studio/file?path=content%2Fsite%2Fpages%2Fa.yml&done=saved"));
        assertThat(sites.current().require(Titles.Made.class).titles()).containsExactly("B");
        assertThat(look(PAGE).get("text")).as("a browser's line ends are not stored").isEqualTo("title: B\n");
    }

    @Test
    void whatIsSentTwiceIsMadeOnce() {
        var seen = look(PAGE).get("seen").toString();
        save(PAGE, "title: B\n", seen);
        assertThat(save(PAGE, "title: B\n", seen)).isEqualTo(new Outcome.Redirect("/studio/file?path=content%2Fsite%2Fpages%2Fa.yml&done=same"));
    }

    @Test
    void aMistakeChangesNothingAndLosesNothing() {
        var seen = look(PAGE).get("seen").toString();
        var again = (Outcome.Show) save(PAGE, "titel: B\n", seen);
        assertThat(again.status()).isEqualTo(422);
        assertThat(model(again.filled()).get("text")).isEqualTo("titel: B\n");
        assertThat(model(again.filled()).get("seen")).isEqualTo(seen);
        assertThat(model(again.filled()).get("wrong")).isEqualTo(true);
        assertThat(look(PAGE).get("text")).isEqualTo("title: A\n");
    }

    @Test
    void anEditionBeginsWithWhatItStandsInThePlaceOfAndIsSeenAsOfThen() {
        var edition = "content/site/pages/a@2127-01-01.yml";
        assertThat(look(edition).get("text")).isEqualTo("title: A\n");
        var form = Requests.post(site(), Room.FILE.address()).as(People.ADMINISTRATOR).form("path", edition).form("text", "title: New\n").form("action", "preview").form("address", "/");
        assertThat(((Outcome.Preview) component.act(form.place(""))).site().require(Titles.Made.class).titles()).containsExactly("New");
        assertThat(save(edition, "title: New\n", "")).isEqualTo(new Outcome.Redirect("/studio/file?path=content%2Fsite%2Fpages%2Fa%402127-01-01.yml&done=tocome"));
        assertThat(sites.current().require(Titles.Made.class).titles()).as("its time is to come").containsExactly("A");
    }

    @Test
    void whatIsNotOnTheSiteIsNotSaidToBe() {
        assertThat(saved("content/site/pages/a@..2020-01-01.yml", "title: Old\n", "")).endsWith("&done=over");
        assertThat(saved("content/site/pages/a@2127-01-01.yml", "title: New\n", "")).endsWith("&done=tocome");
        assertThat(saved(PAGE, "title: B\n", look(PAGE).get("seen").toString())).as("neither is in force").endsWith("&done=saved");
        assertThat(saved("content/site/pages/a@2020-01-01.yml", "title: Now\n", "")).endsWith("&done=saved");
        assertThat(saved(PAGE, "title: C\n", look(PAGE).get("seen").toString())).endsWith("&done=replaced");
    }

    private String saved(String path, String text, String seen) {
        return ((Outcome.Redirect) save(path, text, seen)).location();
    }

    @Test
    void whoComesSecondIsShownWhatTheOtherDidAndKeepsWhatWasTyped() {
        var seen = look(PAGE).get("seen").toString();
        sites.make(Edit.of(new Edit.Author("A-2", "Bo"), "", PAGE, new Edit.Change(Optional.of(seen), Optional.of("title: Theirs\n".getBytes()))));

        var again = (Outcome.Show) save(PAGE, "title: Mine\n", seen);
        assertThat(again.status()).isEqualTo(409);
        var model = model(again.filled());
        assertThat(model.get("text")).isEqualTo("title: Mine\n");
        assertThat(model.get("stale").toString()).contains("title: Theirs", "title: Mine");
        assertThat(look(PAGE).get("text")).isEqualTo("title: Theirs\n");

        assertThat(save(PAGE, "title: Both\n", model.get("seen").toString())).isInstanceOf(Outcome.Redirect.class);
        assertThat(look(PAGE).get("text")).isEqualTo("title: Both\n");
    }

    @Test
    void aFileComesAndGoes() {
        var path = "content/site/pages/c.yml";
        assertThat(look(path).get("fresh")).isEqualTo(true);
        assertThat(save(path, "title: C", "")).isInstanceOf(Outcome.Redirect.class);
        assertThat(((Outcome.Show) save(path, "title: D", "")).status()).as("somebody made it meanwhile").isEqualTo(409);
        var gone = component.act(Requests.post(site(), Room.FILE.address()).as(People.ADMINISTRATOR).form("path", path).form("action", "delete").form("seen", look(path).get("seen").toString()).place(""));
        assertThat(gone).isEqualTo(new Outcome.Redirect("/studio?show=pages"));
        assertThat(sites.file(path)).isEmpty();
    }

    @Test
    void whoRefersToWhatGoesIsToldFirst() {
        var other = "content/site/pages/other.yml";
        save(other, "title: Other\nmentions: a\n", "");

        var asked = (Outcome.Show) delete(Map.of());
        assertThat(asked.status()).isEqualTo(409);
        assertThat(model(asked.filled()).get("lacking").toString()).contains(other, "there is no page 'a'");
        assertThat(sites.file(PAGE)).isPresent();

        assertThat(delete(Map.of("anyway", "yes"))).isInstanceOf(Outcome.Redirect.class);
        assertThat(sites.file(PAGE)).isEmpty();
    }

    private Outcome delete(Map<String, String> besides) {
        var post = Requests.post(site(), Room.FILE.address()).as(People.ADMINISTRATOR).form("path", PAGE).form("action", "delete").form("seen", look(PAGE).get("seen").toString());
        for (var one : besides.entrySet()) post = post.form(one.getKey(), one.getValue());
        return component.act(post.place(""));
    }

    @Test
    void whatSomebodyMayNotHaveIsNotThere() {
        for (var caller : List.of(Caller.ANONYMOUS, People.CUSTOMER)) {
            assertThat(component.fill(Requests.get(site(), Room.FILE.address()).as(caller).query("path", PAGE).place(""))).isEqualTo(new Filled.Absent());
            assertThat(component.act(Requests.post(site(), Room.FILE.address()).as(caller).form("path", PAGE).form("text", "title: X").place(""))).isEqualTo(new Outcome.Show(405, new Filled.Absent()));
        }
        for (var path : List.of("", "pages/a.yml", "content/other/pages/a.yml", "modules/a.jar", "content/site/", "content/site/" + "a".repeat(300))) {
            assertThat(component.fill(Requests.get(site(), Room.FILE.address()).as(People.ADMINISTRATOR).query("path", path).place(""))).as(path).isEqualTo(new Filled.Absent());
        }
        assertThat(look(PAGE).get("text")).isEqualTo("title: A\n");
    }

    @Test
    void aPreviewIsOfTheSiteAsItWouldBeAndChangesNothing() {
        var preview = (Outcome.Preview) preview("title: B\n", "/orders?page=2");
        assertThat(preview.site().require(Titles.Made.class).titles()).containsExactly("B");
        assertThat(preview.path()).isEqualTo("/orders");
        assertThat(model(preview.otherwise().filled()).get("text")).as("when there is no such page").isEqualTo("title: B\n");
        for (var nowhere : List.of("javascript:alert(1)", "", "orders")) assertThat(((Outcome.Show) preview("title: B\n", nowhere)).status()).as(nowhere).isEqualTo(422);
        assertThat(look("content/site/pages/orders/[number].md").get("address")).as("of which row nobody knows").isEqualTo("");
        var refused = (Outcome.Show) preview("titel: B\n", "/");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(model(refused.filled()).get("text")).isEqualTo("titel: B\n");
        assertThat(look(PAGE).get("text")).isEqualTo("title: A\n");
    }

    private Outcome preview(String text, String address) {
        return component.act(Requests.post(site(), Room.FILE.address()).as(People.ADMINISTRATOR).form("path", PAGE).form("text", text).form("action", "preview").form("address", address).place(""));
    }

    @Test
    void whatHasAnAddressIsSeenThere() {
        sites.swap(new TestSource().document("pages/orders.nb.md", "---\ntitle: A\n---\nx").document("files/a/b.md", "x").languages("en", "nb"));
        assertThat(look("content/site/pages/orders.nb.md").get("page")).isEqualTo("/nb/orders");
        assertThat(look("content/site/files/a/b.md").get("page")).isEqualTo("/files/a/b.md");
    }

    @Test
    void whatIsTooLongIsRefusedWithWhatWasTyped() {
        var far = (Outcome.Show) save(PAGE, "title: " + "x".repeat(Desk.LONGEST_TEXT), look(PAGE).get("seen").toString());
        assertThat(far.status()).isEqualTo(422);
        assertThat(model(far.filled()).get("text").toString()).hasSizeGreaterThan(Desk.LONGEST_TEXT);
    }

    @Test
    void aLongTextIsSentAsItIs() throws IOException {
        try (var template = FileComponent.class.getResourceAsStream("/torg/studio/templates/components/studio-file.mustache")) {
            assertThat(new String(template.readAllBytes(), StandardCharsets.UTF_8)).containsPattern("<form[^>]* enctype=\"multipart/form-data\">(?:(?!</form>)[\\s\\S])*<textarea");
        }
        assertThat("\u20ac".repeat(Desk.LONGEST_TEXT).getBytes(StandardCharsets.UTF_8).length).as("a form has 1 MiB").isLessThan(1_000_000);
    }

    private Model look(String path) {
        return model(component.fill(Requests.get(site(), Room.FILE.address()).as(People.ADMINISTRATOR).query("path", path).place("")));
    }

    private Outcome save(String path, String text, String seen) {
        return component.act(Requests.post(site(), Room.FILE.address()).as(People.ADMINISTRATOR).form("path", path).form("text", text).form("seen", seen).form("action", "save").place(""));
    }

    private static Model model(Filled filled) {
        return ((Filled.Shown) filled).model();
    }
}

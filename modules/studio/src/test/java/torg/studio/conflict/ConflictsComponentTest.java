package torg.studio.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.site.Conflict;
import torg.api.site.ContentFile;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.studio.People;
import torg.studio.Titles;
import torg.studio.file.FileComponent;
import torg.studio.file.StudioResource;
import torg.studio.room.Room;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.TestSource;
import torg.testkit.contract.ComponentContract;

class ConflictsComponentTest implements ComponentContract {
    private static final String A = "content/site/pages/a.yml";
    private static final String B = "content/site/pages/b.yml";
    private static final Caller EDITOR = Caller.contact("E-1", "Eva", List.of(), List.of("editor"));
    private static final Caller OTHER = Caller.contact("A-8", "Abe", List.of(), List.of("administrator"));

    private TestSites sites = sites(new TestSource());
    private ConflictsComponent component = new ConflictsComponent(sites);

    private static TestSites sites(TestSource source) {
        var sites = TestSites.of(source.setting("studio-authors", "editor").document("pages/a.yml", "title: Ours\n").document("pages/b.yml", "title: B\n").document("roles/c.yml", "role: ours"), new Titles());
        sites.contest(new Conflict(A, Conflict.Side.SHIPPED, text(A, "title: Before\n"), sites.file(A), text(A, "title: Theirs\n")));
        sites.contest(new Conflict(B, Conflict.Side.SHIPPED, text(B, "title: Old\n"), sites.file(B), Optional.empty()));
        sites.contest(new Conflict("content/site/roles/c.yml", Conflict.Side.SHARED, Optional.empty(), sites.file("content/site/roles/c.yml"), text(A, "role: theirs\n")));
        return sites;
    }

    private static Optional<ContentFile> text(String path, String text) {
        return Optional.of(new ContentFile(path, "v" + text.hashCode(), text.getBytes(StandardCharsets.UTF_8)));
    }

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
        return List.of("path", "text", "seen", "settles", "message", "shown", "action", "done");
    }

    @Test
    void bothTextsAreShownAndTheOneThatIsChosenEndsIt() {
        var open = (Model) look(People.ADMINISTRATOR, A).get("open");
        assertThat(open.get("rows").toString()).contains("title: Before", "title: Ours", "title: Theirs", "contested=true");
        assertThat(new FileComponent(sites, sites).fill(Requests.get(site(), Room.FILE.address()).as(People.ADMINISTRATOR).query("path", A).place("")).toString()).as("the editor leads there").contains("/studio/conflicts?path=");

        assertThat(act(People.ADMINISTRATOR, A, "theirs", "")).isEqualTo(new Outcome.Redirect("/studio/conflicts?path=content%2Fsite%2Fpages%2Fb.yml&done=settled"));
        assertThat(stored(A)).isEqualTo("title: Theirs\n");
        act(People.ADMINISTRATOR, B, "theirs", "");
        assertThat(sites.file(B)).as("it is gone there").isEmpty();
        assertThat(sites.conflicts()).hasSize(1);
    }

    @Test
    void aTextMadeOfBothIsPublishedUnlessTheSiteDoesNotTakeIt() {
        assertThat(act(People.ADMINISTRATOR, A, "save", "titel: Both\n")).isInstanceOfSatisfying(Outcome.Show.class, show -> {
            assertThat(show.status()).isEqualTo(422);
            assertThat(show.filled().toString()).as("what was typed").contains("titel: Both");
        });
        assertThat(sites.conflicts()).hasSize(3);

        act(People.ADMINISTRATOR, A, "save", "title: Both\r\n");
        assertThat(stored(A)).isEqualTo("title: Both\n");
        assertThat(sites.conflicts()).hasSize(2);
    }

    @Test
    void aTextThatDidNotComeTakesNoFileAway() {
        var conflict = sites.conflicts().stream().filter(one -> one.path().equals(A)).findFirst().orElseThrow();
        var post = Requests.post(site(), Room.CONFLICTS.address()).as(People.ADMINISTRATOR).form("path", A).form("action", "save").form("settles", conflict.version())
                .form("seen", sites.file(A).map(ContentFile::version).orElse(""));

        assertThat(component.act(post.place(""))).isEqualTo(new Outcome.Show(405, new Filled.Absent()));
        assertThat(stored(A)).isEqualTo("title: Ours\n");
    }

    @Test
    void whoDecidesLaterIsToldAndLosesNothing() {
        var late = post(OTHER, A, "save", "title: Late\n");
        act(People.ADMINISTRATOR, A, "ours", "");

        assertThat(component.act(late.place(""))).isInstanceOfSatisfying(Outcome.Show.class, show -> {
            assertThat(show.status()).isEqualTo(409);
            assertThat(show.filled().toString()).contains("title: Late");
        });
        assertThat(stored(A)).isEqualTo("title: Ours\n");
    }

    @Test
    void allAtOnceAreThoseThatWereShown() {
        var shown = (String) list(OTHER).get("shown");
        act(People.ADMINISTRATOR, A, "ours", "");
        assertThat(all(OTHER, "all-theirs", shown)).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(409));
        assertThat(sites.file(B)).isPresent();
        assertThat(all(EDITOR, "all-theirs", (String) list(OTHER).get("shown"))).as("none of them is an editor's").isInstanceOf(Outcome.Show.class);
        assertThat(sites.conflicts()).hasSize(2);

        assertThat(all(OTHER, "all-theirs", (String) list(OTHER).get("shown"))).isEqualTo(new Outcome.Redirect("/studio/conflicts?done=settled"));
        assertThat(sites.file(B)).isEmpty();
        assertThat(stored("content/site/roles/c.yml")).isEqualTo("role: theirs\n");
        assertThat(list(OTHER).get("none")).isEqualTo(true);
    }

    @Test
    void whoMayNotChangeTheFileNeitherSeesNorEndsIt() {
        var path = "content/site/roles/c.yml";
        assertThat(look(EDITOR, path).has("open")).isFalse();
        assertThat(list(EDITOR).toString()).doesNotContain("roles/c.yml", "pages/a.yml");
        assertThat(component.fill(Requests.get(site(), Room.CONFLICTS.address()).as(People.CUSTOMER).query("path", A).place(""))).isEqualTo(new Filled.Absent());
        assertThat(component.act(post(EDITOR, path, "theirs", "").place(""))).isInstanceOfSatisfying(Outcome.Show.class, show -> {
            assertThat(show.status()).isEqualTo(409);
            assertThat(show.filled().toString()).doesNotContain("role: theirs");
        });
        assertThat(component.act(post(People.CUSTOMER, A, "theirs", "").place(""))).isEqualTo(new Outcome.Show(405, new Filled.Absent()));
        assertThat(sites.conflicts()).hasSize(3);
    }

    @Test
    void whereTwoPeopleAreAskedATextOfBothIsADraftFirst() {
        sites = sites(new TestSource().setting("studio-two-people", "true"));
        component = new ConflictsComponent(sites);
        assertThat(act(People.ADMINISTRATOR, A, "save", "title: Both\n")).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(422));
        act(People.ADMINISTRATOR, A, "draft", "title: Both\n");
        assertThat(act(People.ADMINISTRATOR, A, "save", "title: Both\n")).as("alone").isInstanceOf(Outcome.Show.class);

        var open = (Model) look(OTHER, A).get("open");
        assertThat(open.get("text")).as("what somebody else made of it").isEqualTo("title: Both\n");
        assertThat(act(OTHER, A, "save", "title: Both\n")).isInstanceOf(Outcome.Redirect.class);
        assertThat(stored(A)).isEqualTo("title: Both\n");
    }

    @Test
    void aDraftOfTheFileIsNoProposalWhereNobodyAskedForOne() {
        act(People.ADMINISTRATOR, A, "draft", "title: Half\n");
        assertThat(((Model) look(OTHER, A).get("open")).get("text")).as("somebody's unfinished work").isEqualTo("title: Ours\n");
    }

    @Test
    void aProgramIsToldTheSameAndEndsItTheSameWay() {
        var resource = new StudioResource(sites, sites);
        var request = Requests.get(site(), "/api/studio").as(People.ADMINISTRATOR).request();
        var one = resource.conflicts(request).getFirst();
        assertThat(List.of(one.side(), one.base(), one.ours(), one.theirs())).containsExactly("shipped", "title: Before\n", "title: Ours\n", "title: Theirs\n");

        resource.write(request, A, new StudioResource.Wish("title: Both\n", one.seen(), "", one.settles()));
        assertThat(resource.conflicts(request)).extracting(StudioResource.Contest::path).doesNotContain(A);
    }

    private String stored(String path) {
        return new String(sites.file(path).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    private Model look(Caller caller, String path) {
        return ((Filled.Shown) component.fill(Requests.get(site(), Room.CONFLICTS.address()).as(caller).query("path", path).place(""))).model();
    }

    private Model list(Caller caller) {
        return ((Filled.Shown) component.fill(Requests.get(site(), Room.CONFLICTS.address()).as(caller).place(""))).model();
    }

    private Outcome all(Caller caller, String action, String shown) {
        return component.act(Requests.post(site(), Room.CONFLICTS.address()).as(caller).form("action", action).form("shown", shown).place(""));
    }

    private Outcome act(Caller caller, String path, String action, String text) {
        return component.act(post(caller, path, action, text).place(""));
    }

    /** As the form is sent that the caller has before them. */
    private Requests post(Caller caller, String path, String action, String text) {
        var conflict = sites.conflicts().stream().filter(one -> one.path().equals(path)).findFirst().orElseThrow();
        return Requests.post(site(), Room.CONFLICTS.address()).as(caller).form("path", path).form("action", action).form("text", text).form("settles", conflict.version()).form("seen", sites.file(path).map(ContentFile::version).orElse(""));
    }
}

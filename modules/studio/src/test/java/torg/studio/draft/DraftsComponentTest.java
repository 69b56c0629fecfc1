package torg.studio.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Edit;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.studio.People;
import torg.studio.Titles;
import torg.studio.desk.Desk;
import torg.studio.file.FileComponent;
import torg.studio.room.Room;
import torg.testkit.TestSource;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.contract.ComponentContract;

class DraftsComponentTest implements ComponentContract {
    private static final String A = "content/site/pages/a.yml";
    private static final String B = "content/site/pages/b.yml";
    private static final Caller OTHER_ADMINISTRATOR = Caller.contact("A-8", "Abe", List.of(), List.of("administrator"));
    private static final Caller EDITOR = Caller.contact("E-1", "Eva", List.of(), List.of("editor"));

    private final TestSites sites = TestSites.of(new TestSource().setting("studio-authors", "editor").document("pages/a.yml", "title: A\n").document("pages/b.yml", "title: B\n").document("roles/c.yml", "role: c"), new Titles());
    private final DraftsComponent component = new DraftsComponent(sites);
    private final FileComponent editor = new FileComponent(sites, sites);
    private final DraftsResource resource = new DraftsResource(sites);

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
        return List.of("path", "author", "draft", "action", "message", "done");
    }

    @Test
    void aDraftIsKeptAndTheSiteStaysAsItIs() {
        assertThat(keep(People.ADMINISTRATOR, A, "titel: half\n", published(A), "")).isEqualTo(new Outcome.Redirect("/studio/file?path=content%2Fsite%2Fpages%2Fa.yml&done=drafted"));
        assertThat(titles()).containsExactly("A", "B");
        assertThat(look(People.ADMINISTRATOR, A).get("text")).as("what its author goes on with").isEqualTo("titel: half\n");
        assertThat(look(OTHER_ADMINISTRATOR, A).get("text")).as("what others go on with").isEqualTo("title: A\n");
        assertThat(look(OTHER_ADMINISTRATOR, A).get("others").toString()).as("who is told of it").contains("Ada");
        assertThat(list(People.ADMINISTRATOR).get("drafts").toString()).contains("Ada", A, "own=true");
    }

    @Test
    void draftsArePublishedAsOneEditThatIsCheckedWhole() {
        keep(People.ADMINISTRATOR, A, "title: New A\n", published(A), "");
        keep(People.ADMINISTRATOR, B, "titel: wrong\n", published(B), "");
        var refused = (Outcome.Show) act(People.ADMINISTRATOR, "publish", versions());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(titles()).as("all or nothing").containsExactly("A", "B");
        assertThat(sites.drafts()).hasSize(2);

        keep(People.ADMINISTRATOR, B, "title: New B\n", published(B), version(B));
        assertThat(act(People.ADMINISTRATOR, "publish", versions())).isEqualTo(new Outcome.Redirect("/studio/drafts?done=published"));
        assertThat(titles()).containsExactly("New A", "New B");
        assertThat(sites.drafts()).isEmpty();
    }

    @Test
    void whereTwoPeopleAreAskedNobodyPublishesAloneWhatTheyWrote() {
        var two = TestSites.of(new TestSource().setting(Desk.TWO_PEOPLE, "true").document("pages/a.yml", "title: A\n"), new Titles());
        var seen = two.file(A).orElseThrow().version();
        Function<String, Requests> written = action -> Requests.post(two.current(), Room.FILE.address()).as(People.ADMINISTRATOR).form("path", A).form("text", "title: B\n").form("seen", seen).form("draft", "").form("action", action);
        var alone = (Outcome.Show) new FileComponent(two, two).act(written.apply("save").place(""));
        assertThat(alone.status()).isEqualTo(422);
        assertThat(model(alone.filled()).get("problems").toString()).contains("nobody publishes alone");
        new FileComponent(two, two).act(written.apply("draft").place(""));
        BiFunction<Caller, String, Outcome> published = (caller, message) -> new DraftsComponent(two).act(Requests.post(two.current(), Room.DRAFTS.address()).as(caller).form("draft", two.drafts().getFirst().version()).form("action", "publish").form("message", message).place(""));
        assertThat(((Outcome.Show) published.apply(People.ADMINISTRATOR, "")).status()).as("nor from the list of drafts").isEqualTo(422);
        assertThat(two.file(A).orElseThrow().version()).isEqualTo(seen);
        assertThat(published.apply(OTHER_ADMINISTRATOR, "looked at")).isEqualTo(new Outcome.Redirect("/studio/drafts?done=published"));
        assertThat(Desk.text(two.file(A).orElseThrow())).contains("title: B\n");
    }

    @Test
    void whatWasPublishedMeanwhileIsShownAndNothingIsLost() {
        keep(People.ADMINISTRATOR, A, "title: Mine\n", published(A), "");
        sites.make(Edit.of(new Edit.Author("A-2", "Bo"), "", A, new Edit.Change(Optional.of(published(A)), Optional.of("title: Theirs\n".getBytes()))));

        assertThat(((Outcome.Show) act(People.ADMINISTRATOR, "publish", versions())).status()).isEqualTo(409);
        assertThat(titles()).contains("Theirs");
        assertThat(list(People.ADMINISTRATOR).get("drafts").toString()).contains("stale=true");
        var sheet = look(People.ADMINISTRATOR, A);
        var again = (Outcome.Show) send(People.ADMINISTRATOR, A, "title: Mine\n", sheet.get("seen").toString(), sheet.get("draft").toString(), "save");
        assertThat(again.status()).isEqualTo(409);
        assertThat(model(again.filled()).get("stale").toString()).contains("title: Theirs", "title: Mine");
        assertThat(model(again.filled()).get("text")).isEqualTo("title: Mine\n");

        assertThat(send(People.ADMINISTRATOR, A, "title: Both\n", model(again.filled()).get("seen").toString(), sheet.get("draft").toString(), "save")).isInstanceOf(Outcome.Redirect.class);
        assertThat(titles()).contains("Both");
        assertThat(sites.drafts()).as("published from the editor").isEmpty();
    }

    @Test
    void whoKeepsADraftInTwoWindowsLosesNeither() {
        keep(People.ADMINISTRATOR, A, "title: First\n", published(A), "");
        var first = version(A);
        keep(People.ADMINISTRATOR, A, "title: Second\n", published(A), first);
        var again = (Outcome.Show) keep(People.ADMINISTRATOR, A, "title: Third\n", published(A), first);
        assertThat(again.status()).isEqualTo(409);
        assertThat(model(again.filled()).get("stale").toString()).contains("title: Second", "title: Third");
        assertThat(keep(People.ADMINISTRATOR, A, "title: Third\n", published(A), model(again.filled()).get("draft").toString())).isInstanceOf(Outcome.Redirect.class);
        assertThat(look(People.ADMINISTRATOR, A).get("text")).isEqualTo("title: Third\n");
    }

    @Test
    void aNewFileAndOneThatGoesAreDrafts() {
        keep(People.ADMINISTRATOR, "content/site/pages/c.yml", "title: C\n", "", "");
        send(People.ADMINISTRATOR, B, "", published(B), "", "delete-draft");
        assertThat(titles()).containsExactly("A", "B");
        act(People.ADMINISTRATOR, "publish", versions());
        assertThat(titles()).containsExactly("A", "C");
    }

    @Test
    void somebodyElsesDraftIsDiscardedByAdministratorsOnly() {
        var page = "content/site/pages/c.md";
        keep(People.ADMINISTRATOR, page, "---\ntitle: Hers\n---\n", "", "");
        assertThat(((Outcome.Show) act(EDITOR, "discard", versions())).status()).isEqualTo(403);
        assertThat(sites.drafts()).isNotEmpty();
        assertThat(act(OTHER_ADMINISTRATOR, "discard", versions())).isEqualTo(new Outcome.Redirect("/studio/drafts?done=discarded"));
        assertThat(sites.drafts()).isEmpty();
    }

    @Test
    void whatSomebodyMayNotChangeIsNoDraftForThem() {
        var roles = "content/site/roles/c.yml";
        keep(People.ADMINISTRATOR, roles, "role: d", published(roles), "");
        assertThat(component.fill(Requests.get(site(), Room.DRAFTS.address()).as(People.CUSTOMER).place(""))).isEqualTo(new Filled.Absent());
        assertThat(list(EDITOR).get("some")).isEqualTo(false);
        assertThat(component.fill(Requests.get(site(), Room.DRAFTS.address()).as(EDITOR).query("path", roles).query("author", "A-9").place(""))).isEqualTo(new Filled.Absent());
        assertThat(((Outcome.Show) act(EDITOR, "publish", versions())).status()).as("as one that is gone").isEqualTo(409);
        refused(ProblemKind.DENIED, () -> resource.keep(request(EDITOR), roles, new DraftsResource.Wish("role: d", published(roles), null)));
        refused(ProblemKind.NOT_FOUND, () -> resource.draft(request(EDITOR), roles, "A-9"));
        refused(ProblemKind.STALE, () -> resource.publish(request(EDITOR), new DraftsResource.Publication(versions(), null)));
        refused(ProblemKind.SIGN_IN, () -> resource.drafts(request(Caller.ANONYMOUS)));
        refused(ProblemKind.DENIED, () -> resource.drafts(request(People.CUSTOMER)));
    }

    @Test
    void draftsAreThereAsJson() {
        var caller = request(People.ADMINISTRATOR);
        var kept = resource.keep(caller, A, new DraftsResource.Wish("title: New\n", published(A), null));
        assertThat(resource.draft(caller, A, null).text()).isEqualTo("title: New\n");
        assertThat(resource.drafts(caller)).extracting(DraftsResource.Entry::path, DraftsResource.Entry::version, DraftsResource.Entry::stale).containsExactly(tuple(A, kept.version(), false));
        refused(ProblemKind.STALE, () -> resource.discard(caller, A, null, "another"));
        refused(ProblemKind.MALFORMED, () -> resource.publish(caller, new DraftsResource.Publication(List.of(), null)));
        resource.publish(caller, new DraftsResource.Publication(List.of(kept.version()), "all"));
        assertThat(titles()).containsExactly("New", "B");
        assertThat(resource.drafts(caller)).isEmpty();
    }

    private static void refused(ProblemKind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
    }

    private Request request(Caller caller) {
        return Requests.get(site(), "/api/studio/drafts").as(caller).request();
    }

    private Outcome keep(Caller caller, String path, String text, String seen, String draft) {
        return send(caller, path, text, seen, draft, "draft");
    }

    private Outcome send(Caller caller, String path, String text, String seen, String draft, String action) {
        return editor.act(Requests.post(site(), Room.FILE.address()).as(caller).form("path", path).form("text", text).form("seen", seen).form("draft", draft).form("action", action).place(""));
    }

    private Model look(Caller caller, String path) {
        return model(editor.fill(Requests.get(site(), Room.FILE.address()).as(caller).query("path", path).place("")));
    }

    private Model list(Caller caller) {
        return model(component.fill(Requests.get(site(), Room.DRAFTS.address()).as(caller).place("")));
    }

    private Outcome act(Caller caller, String action, List<String> versions) {
        var post = Requests.post(site(), Room.DRAFTS.address()).as(caller).form("action", action);
        for (var version : versions) post = post.form("draft", version);
        return component.act(post.place(""));
    }

    private String published(String path) {
        return sites.file(path).map(ContentFile::version).orElseThrow();
    }

    private String version(String path) {
        return sites.drafts().stream().filter(draft -> draft.path().equals(path)).map(torg.api.site.Draft::version).findFirst().orElseThrow();
    }

    private List<String> versions() {
        return sites.drafts().stream().map(torg.api.site.Draft::version).toList();
    }

    private List<String> titles() {
        return sites.current().require(Titles.Made.class).titles();
    }

    private static Model model(Filled filled) {
        return ((Filled.Shown) filled).model();
    }
}

package torg.studio.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Unknown;
import torg.api.web.Request;
import torg.spi.site.SiteSource;
import torg.studio.People;
import torg.studio.Titles;
import torg.studio.desk.Desk;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

class StudioResourceTest {
    private static final String PAGE = "content/site/pages/a.yml";

    private final TestSites sites = TestSites.of(new TestSource().document("pages/a.yml", "title: A"), new Titles());
    private final StudioResource resource = new StudioResource(sites, sites);

    @Test
    void anEditIsOnTheSiteWhenItIsAnswered() {
        var seen = resource.file(as(People.ADMINISTRATOR), PAGE, null);
        assertThat(seen.text()).isEqualTo("title: A");
        var made = resource.write(as(People.ADMINISTRATOR), PAGE, new StudioResource.Wish("title: B", seen.version(), "shorter", null));

        assertThat(sites.current().require(Titles.Made.class).titles()).containsExactly("B");
        assertThat(resource.file(as(People.ADMINISTRATOR), PAGE, null)).isEqualTo(new StudioResource.Text(PAGE, made.version(), "title: B"));
        assertThat(resource.files(as(People.ADMINISTRATOR))).containsExactly(new StudioResource.Entry(PAGE, made.version(), 8));
        assertThat(resource.remove(as(People.ADMINISTRATOR), PAGE, made.version(), null, null).version()).isEmpty();
        assertThat(resource.files(as(People.ADMINISTRATOR))).isEmpty();
    }

    @Test
    void whatTheSiteDoesNotTakeOrSomebodyElseChangedIsRefused() {
        var seen = resource.file(as(People.ADMINISTRATOR), PAGE, null).version();
        refused(ProblemKind.INVALID, () -> resource.write(as(People.ADMINISTRATOR), PAGE, new StudioResource.Wish("titel: B", seen, null, null)));
        refused(ProblemKind.STALE, () -> resource.write(as(People.ADMINISTRATOR), PAGE, new StudioResource.Wish("title: B", "another", null, null)));
        refused(ProblemKind.STALE, () -> resource.write(as(People.ADMINISTRATOR), PAGE, new StudioResource.Wish("title: B", null, null, null)));
        refused(ProblemKind.MALFORMED, () -> resource.remove(as(People.ADMINISTRATOR), PAGE, null, null, null));
        refused(ProblemKind.MALFORMED, () -> resource.write(as(People.ADMINISTRATOR), null, new StudioResource.Wish("title: B", seen, null, null)));
        refused(ProblemKind.MALFORMED, () -> resource.write(as(People.ADMINISTRATOR), PAGE, new StudioResource.Wish("title: B", seen, "x".repeat(201), null)));
        refused(ProblemKind.NOT_FOUND, () -> resource.file(as(People.ADMINISTRATOR), "content/site/pages/b.yml", null));
        refused(ProblemKind.STALE, () -> resource.remove(as(People.ADMINISTRATOR), PAGE, "", null, null));
        assertThat(resource.write(as(People.ADMINISTRATOR), "content/site/pages/b.yml", new StudioResource.Wish("title: B", "", null, null)).version()).as("a new file").isNotEmpty();
        assertThat(resource.file(as(People.ADMINISTRATOR), PAGE, null).version()).isEqualTo(seen);
    }

    @Test
    void aTextIsCheckedWithoutBeingMade() {
        assertThat(resource.check(as(People.ADMINISTRATOR), PAGE, new StudioResource.Tried("title: B")).problems()).isEmpty();
        assertThat(resource.file(as(People.ADMINISTRATOR), PAGE, null).text()).isEqualTo("title: A");
        refused(ProblemKind.MALFORMED, () -> resource.check(as(People.ADMINISTRATOR), PAGE, null));
        refused(ProblemKind.DENIED, () -> resource.check(as(People.ADMINISTRATOR), "content/other/pages/a.yml", new StudioResource.Tried("title: B")));
    }

    @Test
    void whatCouldStandThereIsWhatTheCheckKnows() {
        assertThat(offered("title: B\npu", 11)).as("a key that is there already is not wanted again").isEqualTo(new StudioResource.Offered(9, 11, List.of("publish:", "mentions:")));
        assertThat(offered("tit: B", 2)).as("all of the name is replaced").isEqualTo(new StudioResource.Offered(0, 3, List.of("title", "publish", "mentions")));
        assertThat(offered("# nothing yet\n", 99).names()).containsExactly("title:", "publish:", "mentions:");
        assertThat(resource.file(as(People.ADMINISTRATOR), PAGE, null).text()).as("only asked").isEqualTo("title: A");
        refused(ProblemKind.MALFORMED, () -> resource.completions(as(People.ADMINISTRATOR), PAGE, null));
        refused(ProblemKind.DENIED, () -> resource.completions(as(People.ADMINISTRATOR), "content/other/pages/a.yml", new StudioResource.Writing("", 0)));
    }

    @Test
    void whoIsStillBeingAnsweredIsToldNothingElse() {
        var within = new ArrayList<StudioResource.Offered>();
        var asks = new AtomicReference<Runnable>(() -> {});
        var busy = TestSites.of(new TestSource().document("pages/a.yml", "title: A"), new Titles() {
            @Override
            public Made compile(SiteSource source, Problems problems) {
                asks.get().run();
                return super.compile(source, problems);
            }
        });
        var resource = new StudioResource(busy, busy);
        var request = Requests.get(busy.current(), "/api/studio").as(People.ADMINISTRATOR).request();
        asks.set(() -> within.add(resource.completions(request, PAGE, new StudioResource.Writing("ti", 2))));
        assertThat(resource.completions(request, PAGE, new StudioResource.Writing("ti", 2)).names()).contains("title:");
        assertThat(within).isNotEmpty().allMatch(offered -> offered.names().isEmpty());
        asks.set(() -> {});
        assertThat(resource.completions(request, PAGE, new StudioResource.Writing("ti", 2)).names()).as("afterwards again").contains("title:");
        refused(ProblemKind.TOO_LARGE, () -> resource.completions(request, PAGE, new StudioResource.Writing("x".repeat(Desk.LONGEST_TEXT + 1), 2)));
    }

    @Test
    void webFilesThatOneMayNotLookAtAreNotOffered() {
        var sites = TestSites.of(new TestSource().setting("studio-authors", "editor").document("pages/a.md", "---\ntitle: A\n---\nx"), new Titles() {
            @Override
            public Made compile(SiteSource source, Problems problems) {
                source.documents("pages").stream().filter(page -> page.body().contains("/" + Unknown.ASKED))
                        .forEach(page -> problems.warning(Position.start(page.path()), "test.nowhere", "nowhere", new Unknown("/" + Unknown.ASKED, List.of("/about", "/files/a.png", "/files/a.svg")), "add it"));
                return super.compile(source, problems);
            }
        });
        var writing = new StudioResource.Writing("---\ntitle: A\n---\n[a](/", 99);
        var page = "content/site/pages/a.md";
        var resource = new StudioResource(sites, sites);
        var request = Requests.get(sites.current(), "/api/studio");
        assertThat(resource.completions(request.as(Caller.contact("A-2", "Eve", List.of(), List.of("editor"))).request(), page, writing).names()).containsExactly("/about", "/files/a.png");
        assertThat(resource.completions(request.as(People.ADMINISTRATOR).request(), page, writing).names()).contains("/files/a.svg");
    }

    private StudioResource.Offered offered(String text, int at) {
        return resource.completions(as(People.ADMINISTRATOR), PAGE, new StudioResource.Writing(text, at));
    }

    @Test
    void nobodyButAdministratorsIsToldAnything() {
        for (var call : calls(as(Caller.ANONYMOUS))) refused(ProblemKind.SIGN_IN, call);
        for (var call : calls(as(People.CUSTOMER))) refused(ProblemKind.DENIED, call);
        assertThat(resource.file(as(People.ADMINISTRATOR), PAGE, null).text()).isEqualTo("title: A");
    }

    private List<ThrowingCallable> calls(Request request) {
        return List.of(() -> resource.files(request), () -> resource.file(request, PAGE, null), () -> resource.file(request, "nowhere", "1"), () -> resource.history(request, PAGE),
                () -> resource.write(request, PAGE, new StudioResource.Wish("title: C", null, null, null)), () -> resource.remove(request, PAGE, "1", null, null),
                () -> resource.check(request, PAGE, new StudioResource.Tried("title: C")), () -> resource.editor(request, "any", "editor.js"), () -> resource.completions(request, PAGE, new StudioResource.Writing("", 0)));
    }

    private static void refused(ProblemKind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(TorgException.class).extracting(fault -> ((TorgException) fault).kind()).isEqualTo(kind);
    }

    private Request as(Caller caller) {
        return Requests.get(sites.current(), "/api/studio").as(caller).request();
    }
}

package torg.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.health.ModulesTried;
import torg.api.health.Status;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Conflict;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.Edit;
import torg.api.site.SiteProblem;
import torg.spi.site.ContentStore;
import torg.spi.site.EditCompletion;
import torg.testkit.MemoryAudit;

class EditorTest {
    private static final Edit.Author JANE = new Edit.Author("000001", "Jane Doe");
    private static final String PAGE = "content/test/pages/a.yml";
    private static final String BESIDE = "content/test/pages/b.yml";
    private static final String TABLE = "content/test/tables/color.yml";

    private final MemoryStore store = MemoryStore.withSite().put(PAGE, "title: A");
    private final FolderCompiler pages = new FolderCompiler("pages");
    private final LiveSite live = new LiveSite("test", InstantSource.system(), () -> false);
    private final Editor editor = new Editor(live);

    @AfterEach
    void stop() {
        live.stop();
    }

    @Test
    void anEditIsToldBeforeItIsWrittenAndWhatCannotBeToldIsNot() {
        var log = new MemoryAudit();
        editor.audit = log;
        withTables();
        start();
        log.away(true);
        var seen = live.file(PAGE).map(ContentFile::version);
        assertThatThrownBy(() -> editor.make(Edit.of(JANE, "", PAGE, new Edit.Change(seen, bytes("title: B"))))).isInstanceOf(TorgException.class).extracting("code").isEqualTo("test.away");
        assertThat(live.file(PAGE).map(ContentFile::version)).isEqualTo(seen);

        log.away(false);
        editor.make(Edit.of(JANE, "", PAGE, new Edit.Change(seen, bytes("title: B"))));
        assertThat(log.acts()).containsExactly("site-edited");
        assertThat(live.file(PAGE).map(ContentFile::version)).isNotEqualTo(seen);

        assertThatThrownBy(() -> editor.make(Edit.of(JANE, "", TABLE, new Edit.Change(Optional.empty(), bytes("title: ["))))).isInstanceOf(TorgException.class);
        assertThat(log.acts()).as("what was refused before it was written is no edit").containsExactly("site-edited");
        assertThatThrownBy(() -> editor.make(Edit.of(JANE, "", TABLE, new Edit.Change(Optional.empty(), bytes("title: Held"))))).isInstanceOf(TorgException.class);
        assertThat(log.acts()).as("what was taken back is told so").containsExactly("site-edited", "site-edited", "site-edited!");
    }

    @Test
    void anEditThatSettlesAConflictIsCheckedWithWhatComesWithIt() {
        start();
        var ours = live.file(PAGE);
        var conflict = new Conflict(PAGE, Conflict.Side.SHIPPED, Optional.empty(), ours, Optional.of(new ContentFile(PAGE, "theirs", "title: Theirs".getBytes(StandardCharsets.UTF_8))));
        store.contest(conflict, Map.of(BESIDE, "title: [")); // what comes with it cannot be read
        assertThat(editor.conflicts()).containsExactly(conflict);

        var edit = Edit.of(JANE, "", PAGE, new Edit.Change(ours.map(ContentFile::version), bytes("title: Both"), Optional.of("theirs")));
        assertThatThrownBy(() -> editor.make(edit)).isInstanceOfSatisfying(TorgException.class, refused -> assertThat(refused.fields().getFirst().field()).contains(BESIDE));
        assertThat(store.written()).isEmpty();
        var other = Edit.of(JANE, "", PAGE, new Edit.Change(ours.map(ContentFile::version), bytes("title: Both"), Optional.of("another")));
        assertThatThrownBy(() -> editor.make(other)).as("the other side's text is another now").isInstanceOf(TorgException.class).extracting("code").isEqualTo("site.settled");

        store.contest(conflict, Map.of(BESIDE, "title: Beside"));
        editor.make(edit);
        assertThat(live.file(BESIDE)).as("with it").isPresent();
        assertThat(live.current().documents()).extracting(Document::path).contains(PAGE, BESIDE);
        assertThat(editor.conflicts()).isEmpty();
        var again = Edit.of(JANE, "", PAGE, new Edit.Change(live.file(PAGE).map(ContentFile::version), bytes("title: Ours"), Optional.of("theirs")));
        assertThatThrownBy(() -> editor.make(again)).as("somebody was first").isInstanceOf(TorgException.class).extracting("code").isEqualTo("site.settled");
    }

    @Test
    void whatTheDatabaseSaysOfATableThatComesWithItIsToldAsAfterAnyMerge() {
        withTables();
        start();
        var ours = live.file(PAGE);
        var conflict = new Conflict(PAGE, Conflict.Side.SHARED, Optional.empty(), ours, Optional.empty());
        var edit = Edit.of(JANE, "", PAGE, new Edit.Change(ours.map(ContentFile::version), bytes("title: Both"), Optional.of("gone")));
        store.contest(conflict, Map.of(TABLE, "titel: Color"));
        assertThatThrownBy(() -> editor.make(edit)).as("what is wrong with its document refuses it").isInstanceOfSatisfying(TorgException.class, refused -> assertThat(refused.fields().getFirst().field()).contains(TABLE));
        assertThat(store.written()).isEmpty();

        store.contest(conflict, Map.of(TABLE, "title: Held"));
        editor.make(edit);

        assertThat(editor.conflicts()).isEmpty();
        assertThat(live.problems()).anyMatch(problem -> problem.fatal() && problem.at().path().equals(TABLE));
        assertThat(live.file(PAGE).map(ContentFile::bytes)).hasValueSatisfying(text -> assertThat(text).asString(StandardCharsets.UTF_8).isEqualTo("title: Both"));
    }

    @Test
    void draftsHoldSoManyBytesAndNoMoreTogether() {
        start();
        var picture = new Edit.Change(Optional.empty(), Optional.of(new byte[10_000_000]));
        var most = (int) (ContentStore.Drafts.mostBytes() / 10_002_000);
        for (var kept = 0; kept < most; kept++) assertThat(editor.keep(JANE, "content/test/files/" + kept + ".png", Optional.empty(), picture)).isPresent();
        assertThatThrownBy(() -> editor.keep(JANE, "content/test/files/one-more.png", Optional.empty(), picture)).isInstanceOf(TorgException.class).extracting("code").isEqualTo("site.drafts-full");
        assertThat(editor.drafts()).hasSize(most);

        var first = editor.drafts().getFirst();
        assertThat(editor.keep(JANE, first.path(), Optional.of(first.version()), picture)).as("in place of itself").isPresent();
        var stored = live.file(PAGE).map(ContentFile::version);
        assertThat(editor.keep(JANE, PAGE, Optional.empty(), new Edit.Change(stored, Optional.empty()))).as("what goes takes no room").isPresent();
        editor.discard(editor.drafts().stream().filter(draft -> draft.path().endsWith("0.png")).findFirst().orElseThrow());
        assertThat(editor.keep(JANE, "content/test/files/one-more.png", Optional.empty(), picture)).isPresent();
    }

    @Test
    void whatAnEditWouldMakeIsSaidWithoutMakingIt() {
        start();
        var before = live.current();
        var runs = pages.runs;

        var proposal = editor.propose(Map.of("content/test/pages/b.yml", bytes("title: B")));
        assertThat(proposal.site().orElseThrow().require(FolderCompiler.Titles.class).titles()).containsExactly("A", "B");
        assertThat(editor.propose(Map.of(PAGE, Optional.empty())).site().orElseThrow().require(FolderCompiler.Titles.class).titles()).isEmpty();
        var wrong = editor.propose(Map.of(PAGE, bytes("titel: A")));
        assertThat(wrong.site()).isEmpty();
        assertThat(wrong.problems()).anySatisfy(problem -> assertThat(problem).asString().startsWith("content/test/pages/a.yml:1:1"));

        assertThat(live.current()).isSameAs(before);
        assertThat(live.problems()).isEmpty();
        assertThat(pages.runs).isEqualTo(runs + 3);
        store.put("content/test/files/new.txt", "a change elsewhere");
        LiveSiteTest.await(() -> live.current().version() > before.version());
        assertThat(pages.runs).as("the part made before the proposals is still known").isEqualTo(runs + 3);
    }

    @Test
    void theSiteAsItWasIsMadeWithoutKeepingIt() {
        start();
        assertThatThrownBy(() -> editor.proposePast("first")).extracting("code").isEqualTo("site.no-past");
        store.remember("first");
        store.put(PAGE, "title: B").put("content/test/pages/b.yml", "title: C").put(TABLE, "label: Colour");
        LiveSiteTest.await(() -> titles().contains("C"));
        var current = live.current();

        var past = editor.proposePast("first").site().orElseThrow();
        assertThat(past.require(FolderCompiler.Titles.class).titles()).containsExactly("A");
        assertThat(past.documents()).extracting(Document::path).doesNotContain(TABLE);
        assertThat(pages.proposed).isTrue();
        assertThat(live.current()).isSameAs(current);
        assertThatThrownBy(() -> editor.proposePast("second")).isInstanceOfSatisfying(TorgException.class, e -> {
            assertThat(e.kind()).isEqualTo(ProblemKind.NOT_FOUND);
            assertThat(e.getMessage()).isEqualTo("the content store 'memory' knows no revision of that name");
        });
    }

    @Test
    void compilersKnowWhatIsOnlyProposed() {
        start();
        var runs = pages.runs;
        editor.propose(Map.of("content/test/site.yml", bytes("name: Test\ntheme: plain\nlanguages: [en]\n")));
        assertThat(pages.runs).as("of a site in other languages").isEqualTo(runs + 1);
        assertThat(pages.proposed).isTrue();

        store.put(PAGE, "title: B");
        LiveSiteTest.await(() -> live.current().require(FolderCompiler.Titles.class).titles().contains("B"));
        assertThat(pages.proposed).isFalse();
    }

    @Test
    void whatThereIsToEditIsSaidAsItIsStored() {
        assertThatThrownBy(editor::files).isInstanceOf(TorgException.class);
        store.put("content/test/pages/deep/b.yml", "title: B").put("content/other/pages/c.yml", "title: C");
        start();
        store.put(PAGE, "titel: \u00c6");
        LiveSiteTest.await(() -> !live.problems().isEmpty());

        assertThat(editor.files()).containsOnlyKeys("content/test/site.yml", PAGE, "content/test/pages/deep/b.yml", "themes/plain/templates/page.mustache");
        assertThat(editor.file(PAGE)).contains(editor.files().get(PAGE));
        assertThat(editor.file("content/other/pages/c.yml")).as("another site's").isEmpty();
        assertThat(text(PAGE)).as("the edit that was not taken").isEqualTo("titel: \u00c6");
    }

    @Test
    void anEditIsOnTheSiteWhenItIsMade() {
        start();
        assertThat(editor.make(edit(PAGE, "title: B"))).isEmpty();

        assertThat(titles()).containsExactly("B");
        assertThat(store.written()).extracting(Edit::author).containsExactly(JANE);
    }

    @Test
    void whatFollowsFromAnEditIsMadeWithIt() {
        start();
        EditCompletion completion = (site, edit, before) -> Map.of(PAGE, (new String(before.get(PAGE).bytes(), StandardCharsets.UTF_8) + " and " + site.name()).getBytes(StandardCharsets.UTF_8), TABLE, new byte[0]);
        editor.add(completion);
        editor.make(edit(PAGE, "title: B"));
        assertThat(titles()).containsExactly("A and test");
        assertThat(store.written().getLast().changes()).as("nothing beside what is edited").containsOnlyKeys(PAGE);

        editor.remove(completion);
        editor.make(edit(PAGE, "title: B"));
        assertThat(titles()).containsExactly("B");
    }

    @Test
    void whatTheSiteDoesNotTakeIsNotStored() {
        start();
        var version = live.current().version();
        assertThatThrownBy(() -> editor.make(edit(PAGE, "titel: B"))).satisfies(fault -> {
            assertThat(((TorgException) fault).kind()).isEqualTo(ProblemKind.INVALID);
            assertThat(((TorgException) fault).fields()).extracting(FieldProblem::field).containsExactly(PAGE + ":1:1", PAGE + ":1:8");
        });
        assertThat(store.written()).isEmpty();
        assertThat(live.current().version()).isEqualTo(version);
        assertThat(live.check().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void anEditOfTheSchemaIsTriedByMakingItAndTakenBack() {
        store.put(TABLE, "title: Color");
        withTables();
        start();
        var table = editor.propose(Map.of(TABLE, bytes("title: Held")));
        assertThat(table.site()).as("of other tables than the database has").isEmpty();
        assertThat(table.problems()).as("what the database says is told when it is brought there").noneMatch(SiteProblem::fatal);
        assertThat(editor.propose(Map.of(TABLE, bytes("titel: Colour"))).problems()).anyMatch(problem -> problem.fatal() && problem.at().path().equals(TABLE));
        assertThatThrownBy(() -> editor.make(edit(TABLE, "titel: Colour"))).isInstanceOf(TorgException.class);
        assertThat(store.written()).as("what stands in it needs no trying").isEmpty();
        assertThatThrownBy(() -> editor.make(edit(TABLE, "title: Held"))).isInstanceOf(TorgException.class);

        assertThat(text(TABLE)).isEqualTo("title: Color");
        assertThat(live.problems()).noneMatch(SiteProblem::fatal);
        editor.make(edit(TABLE, "title: Colour"));
        assertThat(text(TABLE)).isEqualTo("title: Colour");
    }

    @Test
    void aConditionIsAskedOfTheSiteAsItWouldBe() {
        store.put(TABLE, "title: Color");
        withTables();
        start();
        var asked = new ArrayList<String>();
        for (var path : List.of(PAGE, TABLE)) {
            assertThatThrownBy(() -> editor.make(edit(path, "title: B"), site -> {
                asked.add(path + " " + (site == live.current()));
                throw TorgException.of(ProblemKind.CONFLICT, "test.condition", "not this one");
            })).extracting(fault -> ((TorgException) fault).code()).isEqualTo("test.condition");
            assertThat(text(path)).as("nothing is left of it").isNotEqualTo("title: B");
            assertThat(live.problems()).noneMatch(SiteProblem::fatal);
        }
        assertThat(asked).as("a schema is tried by making it").containsExactly(PAGE + " false", TABLE + " true");
        editor.make(edit(PAGE, "title: B"), _ -> {});
        assertThat(text(PAGE)).isEqualTo("title: B");
    }

    @Test
    void whoSawSomethingElseIsTold() {
        start();
        var edit = edit(PAGE, "title: B");
        store.put(PAGE, "title: C");

        assertThatThrownBy(() -> editor.make(edit)).extracting(fault -> ((TorgException) fault).kind()).isEqualTo(ProblemKind.STALE);
        assertThatThrownBy(() -> editor.make(Edit.of(JANE, "", PAGE, new Edit.Change(Optional.empty(), bytes("title: B"))))).as("a new file where one is")
                .extracting(fault -> ((TorgException) fault).kind()).isEqualTo(ProblemKind.STALE);
        assertThat(text(PAGE)).isEqualTo("title: C");
    }

    @Test
    void oneOfSeveralMistakesCanBeMended() {
        store.put("content/test/pages/b.yml", "title: B");
        start();
        store.put(PAGE, "titel: A").put("content/test/pages/b.yml", "titel: B");
        LiveSiteTest.await(() -> wrong().equals(Set.of(PAGE, "content/test/pages/b.yml")));

        editor.make(edit(PAGE, "title: A2"));
        assertThat(wrong()).containsExactly("content/test/pages/b.yml");
        assertThatThrownBy(() -> editor.make(edit(PAGE, "titel: A3"))).isInstanceOf(TorgException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"content/test/../other/a.yml", "content/other/a.yml", "content/test/.git/config", "content/test//a.yml", "content/test/pages/", "/etc/passwd", "themes/a.css",
        "content/test/pages/a\u0000.yml", "content/test/pages/a\\b.yml", "content/test/pages/ a.yml", "content/test/pages/a.yml.", "content/test/files/<script>.svg", "secrets/test/a.yml"})
    void nothingIsPutWhereNoDocumentLies(String path) {
        start();
        assertThatThrownBy(() -> editor.make(Edit.of(JANE, "", path, new Edit.Change(Optional.empty(), bytes("title: B"))))).extracting(fault -> ((TorgException) fault).code()).isEqualTo("site.bad-path");
        assertThat(store.written()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"content/test/pages/a.yml/b.yml", "content/test/pages/a.yml/deeper/b.yml", "content/test/pages"})
    void nothingIsAFileAndAFolderAtOnce(String path) {
        start();
        assertThatThrownBy(() -> editor.make(edit(path, "title: B"))).extracting(fault -> ((TorgException) fault).code()).isEqualTo("site.bad-path");
        assertThat(store.written()).isEmpty();
    }

    @Test
    void whatLiesBelowIsEditedAboveAndComesBackWhenTheEditIsTakenAway() {
        var below = new MemoryStore().put("content/test/pages/b.yml", "title: Below").readOnly();
        live.addStore(below, Map.of("service.id", 3L));
        start();
        editor.make(edit("content/test/pages/b.yml", "title: Above"));

        assertThat(below.files().get("content/test/pages/b.yml").version()).isEqualTo("v1");
        assertThat(store.files()).containsKey("content/test/pages/b.yml");
        assertThat(titles()).containsExactly("A", "Above");
        editor.make(away("content/test/pages/b.yml"));
        assertThat(titles()).containsExactly("A", "Below");
        assertThatThrownBy(() -> editor.make(away("content/test/pages/b.yml"))).as("what is below stays").extracting(fault -> ((TorgException) fault).code()).isEqualTo("site.read-only");
        assertThat(titles()).containsExactly("A", "Below");
    }

    @Test
    void aRefusedEditOfASchemaThatLiesBelowLeavesNothingAbove() {
        live.addStore(new MemoryStore().put(TABLE, "title: Color").readOnly(), Map.of("service.id", 3L));
        live.addCompiler(new FolderCompiler("tables"), Map.of("service.id", 7L));
        start();
        assertThatThrownBy(() -> editor.make(edit(TABLE, "titel: Colour"))).isInstanceOf(TorgException.class);

        assertThat(store.files()).doesNotContainKey(TABLE);
        assertThat(text(TABLE)).isEqualTo("title: Color");
    }

    @Test
    void whatAStoreAboveHasThatTakesNoEditsIsNotEditedBelow() {
        live.addStore(new MemoryStore().put(PAGE, "title: Above").readOnly(), Map.of("service.id", 3L, "service.ranking", 1));
        start();

        assertThatThrownBy(() -> editor.make(edit(PAGE, "title: B"))).extracting(fault -> ((TorgException) fault).code()).isEqualTo("site.read-only");
        assertThat(store.written()).isEmpty();
        assertThat(titles()).containsExactly("Above");
    }

    private Edit away(String path) {
        return Edit.of(JANE, "for a test", path, new Edit.Change(editor.file(path).map(ContentFile::version), Optional.empty()));
    }

    private Edit edit(String path, String text) {
        return Edit.of(JANE, "for a test", path, new Edit.Change(Optional.ofNullable(editor.files().get(path)).map(ContentFile::version), bytes(text)));
    }

    private static Optional<byte[]> bytes(String text) {
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private String text(String path) {
        return new String(editor.files().get(path).bytes(), StandardCharsets.UTF_8);
    }

    private Set<String> wrong() {
        return live.problems().stream().filter(SiteProblem::fatal).map(problem -> problem.at().path()).collect(Collectors.toSet());
    }

    private List<String> titles() {
        return live.current().require(FolderCompiler.Titles.class).titles();
    }

    /** Somebody who reads tables, and whose database does not take one that is called 'Held'. */
    private void withTables() {
        var tables = new FolderCompiler("tables");
        tables.objected = "Held";
        live.addCompiler(tables, Map.of("service.id", 7L));
    }

    private void start() {
        live.addModulesTried(new ModulesTried() {});
        live.addCompiler(pages, Map.of("service.id", 1L));
        live.addStore(store, Map.of("service.id", 2L));
        LiveSiteTest.await(() -> live.check().level() != Status.Level.NOT_READY);
    }
}

package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Edit;
import torg.api.site.Revision;
import torg.spi.site.ContentStore;

/** What every place for documents has to keep that takes edits and remembers what files were. */
public interface EditableStoreContract extends ContentStoreContract {
    /** Who edits here. */
    Edit.Author AUTHOR = new Edit.Author("nancy", "Nancy Davolio \u00e6");

    /** Somebody else; the key comes before. */
    Edit.Author OTHER_AUTHOR = new Edit.Author("janet", "Janet Leverling");

    @Test
    default void anEditIsReadAtOnce() {
        put(PAGE, "one");
        write(edit("both", change(PAGE, "two"), change(OTHER, "new")));

        assertThat(text(PAGE)).isEqualTo("two");
        assertThat(text(OTHER)).isEqualTo("new");
        assertThat(store().readAll()).extracting(ContentFile::path).containsExactly(PAGE, OTHER);

        write(edit("away", gone(PAGE), gone(OTHER)));

        assertThat(store().readAll()).isEmpty();
    }

    @Test
    default void whoHasNotSeenTheNewestStateIsRefusedAndNothingIsMade() {
        put(PAGE, "one");
        var old = change(PAGE, "mine");
        var another = change(OTHER, "mine");
        put(PAGE, "theirs");

        assertStale(edit("old", old, another), PAGE);
        assertThat(text(PAGE)).isEqualTo("theirs");
        assertThat(store().readAll()).extracting(ContentFile::path).containsExactly(PAGE);

        put(OTHER, "theirs");
        assertStale(edit("thought it new", another), OTHER);
        remove(PAGE);
        assertStale(edit("thought it there", old), PAGE);
        assertThat(store().readAll()).extracting(ContentFile::path).containsExactly(OTHER);
    }

    @Test
    default void whoWatchesHearsOfAnEditAsOfOne() throws InterruptedException {
        put(PAGE, "one");
        var first = new LinkedBlockingQueue<Set<String>>();
        try (var _ = store().watch(heard -> {
            if (heard.isEmpty() || heard.contains(PAGE) && text(PAGE).equals("two") || heard.contains(OTHER)) first.add(Set.of(text(PAGE), text(OTHER)));
        })) {
            write(edit("both", change(PAGE, "two"), change(OTHER, "new")));

            assertThat(first.poll(soon().toMillis(), TimeUnit.MILLISECONDS)).as("what there is when an edit is heard of").isEqualTo(Set.of("two", "new"));
        }
    }

    @Test
    default void historyTellsWhoMadeWhatTheNewestFirst() {
        write(edit("the first words", change(PAGE, "one")));
        write(edit("better words", change(PAGE, "two")));
        write(edit("another page", change(OTHER, "other")));
        write(edit("no words", gone(PAGE)));

        var history = store().history(PAGE, 10);
        assertThat(history).extracting(Revision::message).containsExactly("no words", "better words", "the first words");
        assertThat(history).extracting(Revision::author).containsOnly(AUTHOR.name());
        assertThat(history).extracting(Revision::gone).containsExactly(true, false, false);
        assertThat(history).extracting(Revision::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Za-z0-9]+"));
        assertThat(history).extracting(revision -> store().readAt(PAGE, revision.id()).map(EditableStoreContract::text)).containsExactly(Optional.empty(), Optional.of("two"), Optional.of("one"));
        assertThat(store().history(PAGE, 2)).isEqualTo(history.subList(0, 2));
        assertThat(store().history("content/site/nothing.md", 10)).isEmpty();
    }

    @Test
    default void whatWasThereBeforeTheFirstEditCanBeBroughtBack() {
        put(PAGE, "by an editor");
        store().readAll();
        put(PAGE, "by an editor, again");
        store().readAll();
        write(edit("here", change(PAGE, "two")));

        assertThat(store().history(PAGE, 10)).extracting(revision -> store().readAt(PAGE, revision.id()).map(EditableStoreContract::text).orElse("gone"))
                .startsWith("two", "by an editor, again", "by an editor");
    }

    @Test
    default void aRevisionIsOneOfItsFile() {
        write(edit("one", change(PAGE, "one")));
        write(edit("two", change(OTHER, "two")));

        var ofOther = store().history(OTHER, 1).getFirst().id();
        for (var id : List.of("", "nothing", "0", "../../etc/passwd", "HEAD", "f".repeat(40), "f".repeat(5_000))) assertThat(store().readAt(PAGE, id)).as(id).isEmpty();
        assertThat(store().readAt("content/site/nothing.md", ofOther)).isEmpty();
        assertThat(store().readAt("content/../" + OTHER, ofOther)).isEmpty();
    }

    @Test
    default void aPathThatIsNoFilesInTheStoreIsRefused() {
        put(PAGE, "one");
        for (var path : List.of("", "/", "content", "content/", "themes/", "elsewhere/a.md", "content/../a.md", "content/site/../../../a.md", "content/site//a.md", "content/./a.md",
                "/content/site/a.md", "content/site/.git/config", "content/.git/hooks/x", "content/site/a\u0000.md", "content/site/a\nb.md", "content/site\\..\\a.md", "content/site/" + "a".repeat(300),
                "content/" + "a/".repeat(100) + "a.md", PAGE + "/below-a-file.md")) {
            assertThatThrownBy(() -> write(edit("hostile", change(OTHER, "two"), new Change(path, Optional.empty(), Optional.of("x"))))).as(path).isInstanceOf(TorgException.class);
            assertThat(store().readAll()).as(path).extracting(ContentFile::path).containsExactly(PAGE);
        }
    }

    @Test
    default void aDraftIsKeptBesideWhatIsPublished() {
        put(PAGE, "one");
        var published = version(PAGE);
        draft(AUTHOR, PAGE, published, "mine");
        draft(OTHER_AUTHOR, PAGE, published, "hers");
        draft(AUTHOR, OTHER, Optional.empty(), "a new page");

        assertThat(text(PAGE)).isEqualTo("one");
        assertThat(store().readAll()).extracting(ContentFile::path).containsExactly(PAGE);
        assertThat(drafts().all()).extracting(Draft::path, draft -> draft.author().contact(), EditableStoreContract::text)
                .containsExactly(tuple(PAGE, OTHER_AUTHOR.contact(), "hers"), tuple(PAGE, AUTHOR.contact(), "mine"), tuple(OTHER, AUTHOR.contact(), "a new page"));
        assertThat(drafts().all()).extracting(Draft::author).containsExactly(OTHER_AUTHOR, AUTHOR, AUTHOR);
        assertThat(drafts().all()).extracting(draft -> draft.change().seen()).containsExactly(published, published, Optional.empty());

        drafts().keep(AUTHOR, PAGE, ownVersion(PAGE), Optional.of(new Edit.Change(published, Optional.empty())));

        assertThat(own(PAGE).orElseThrow().change().bytes()).as("a file that is to go").isEmpty();
        assertThat(text(PAGE)).isEqualTo("one");
    }

    @Test
    default void aDraftThatWasKeptInAnotherWindowIsNotReplaced() {
        put(PAGE, "one");
        draft(AUTHOR, PAGE, version(PAGE), "first");
        var first = ownVersion(PAGE);
        draft(AUTHOR, PAGE, version(PAGE), "second");

        var change = new Edit.Change(version(PAGE), Optional.of("third".getBytes(StandardCharsets.UTF_8)));
        assertRefused("site.draft-changed", () -> drafts().keep(AUTHOR, PAGE, first, Optional.of(change)));
        assertRefused("site.draft-changed", () -> drafts().keep(AUTHOR, PAGE, Optional.empty(), Optional.of(change)));
        assertRefused("site.draft-changed", () -> drafts().keep(AUTHOR, PAGE, first, Optional.empty()));
        assertThat(own(PAGE).map(EditableStoreContract::text)).contains("second");

        drafts().keep(AUTHOR, PAGE, ownVersion(PAGE), Optional.empty());

        assertThat(drafts().all()).isEmpty();
    }

    @Test
    default void aDraftKnowsFromWhatItWasBegun() {
        put(PAGE, "one");
        put(OTHER, "other");
        var first = version(PAGE);
        draft(AUTHOR, PAGE, first, "mine");
        put(PAGE, "theirs");
        put(OTHER, "another");

        draft(AUTHOR, PAGE, first, "mine, longer");
        assertThat(own(PAGE).orElseThrow().change().seen()).as("begun before that").isEqualTo(first);
        assertRefused("site.changed", () -> draft(OTHER_AUTHOR, PAGE, first, "hers"));

        draft(AUTHOR, PAGE, version(PAGE), "both");
        assertThat(own(PAGE).orElseThrow().change().seen()).isEqualTo(version(PAGE)).isNotEqualTo(first);
        assertThat(own(PAGE).map(EditableStoreContract::text)).contains("both");
        assertRefused("site.changed", () -> draft(AUTHOR, PAGE, first, "mine"));
    }

    @Test
    default void aDraftOfWhatIsPublishedIsNone() {
        put(PAGE, "one");
        draft(AUTHOR, PAGE, version(PAGE), "two");
        var drafted = own(PAGE).orElseThrow();
        write(edit("published", change(PAGE, "two")));
        assertThat(drafts().all()).isEmpty();

        draft(AUTHOR, PAGE, version(PAGE), "three");
        assertThat(own(PAGE).map(EditableStoreContract::text)).contains("three");
        assertThat(own(PAGE).orElseThrow().change().seen()).isEqualTo(version(PAGE));
        assertThat(drafted.version()).isNotEqualTo(own(PAGE).orElseThrow().version());
    }

    @Test
    default void aDraftThatWasPublishedIsLetGoForGood() {
        put(PAGE, "one");
        draft(AUTHOR, PAGE, version(PAGE), "two");
        var drafted = ownVersion(PAGE);
        write(edit("published", change(PAGE, "two")));

        drafts().keep(AUTHOR, PAGE, drafted, Optional.empty());
        write(edit("another", change(PAGE, "three")));

        assertThat(drafts().all()).isEmpty();
    }

    @Test
    default void aDraftIsOneOfAFileThatCanBe() {
        for (var path : List.of("", "content", "content/", "elsewhere/a.md", "content/../a.md", "content/site//a.md", "content/site/.git/config", "content/site/a\nb.md")) {
            assertThatThrownBy(() -> draft(AUTHOR, path, Optional.empty(), "x")).as(path).isInstanceOf(TorgException.class);
        }
        for (var path : List.of("content/site/pages/orders/[number].md", "content/site/pages/p\u00e5 norsk.md", "content/site/pages/a..b.md", "content/site/pages/a.lock", "content/site/pages/50%25+1.md")) {
            draft(new Edit.Author("an/odd @{key}..", "Odd\nName"), path, Optional.empty(), path);
            assertThat(drafts().all()).as(path).extracting(Draft::path, draft -> draft.author().contact(), EditableStoreContract::text).contains(tuple(path, "an/odd @{key}..", path));
        }
    }

    /** Keep a draft, by somebody who knows of the one before. */
    default void draft(Edit.Author author, String path, Optional<String> seen, String text) {
        drafts().keep(author, path, own(author, path).map(Draft::version), Optional.of(new Edit.Change(seen, Optional.of(text.getBytes(StandardCharsets.UTF_8)))));
    }

    private Optional<Draft> own(String path) {
        return own(AUTHOR, path);
    }

    private Optional<Draft> own(Edit.Author author, String path) {
        return drafts().all().stream().filter(draft -> draft.path().equals(path) && draft.author().contact().equals(author.contact())).findFirst();
    }

    private Optional<String> ownVersion(String path) {
        return own(path).map(Draft::version);
    }

    private static String text(Draft draft) {
        return draft.change().bytes().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("gone");
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(TorgException.class, problem -> {
            assertThat(problem.kind()).isEqualTo(ProblemKind.STALE);
            assertThat(problem.code()).isEqualTo(code);
        });
    }

    /** What becomes of one file, in words. */
    record Change(String path, Optional<String> seen, Optional<String> text) {}

    /** Another text, by somebody who sees what is there. */
    default Change change(String path, String text) {
        return new Change(path, version(path), Optional.of(text));
    }

    /** A file taken away, by somebody who sees what is there. */
    default Change gone(String path) {
        return new Change(path, version(path), Optional.empty());
    }

    /** An edit of these. */
    static Edit edit(String message, Change... changes) {
        var all = new TreeMap<String, Edit.Change>();
        for (var change : changes) all.put(change.path(), new Edit.Change(change.seen(), change.text().map(text -> text.getBytes(StandardCharsets.UTF_8))));
        return new Edit(AUTHOR, message, all);
    }

    private Optional<String> version(String path) {
        return store().read(Set.of(path)).stream().findFirst().map(ContentFile::version);
    }

    /** What a file holds; {@code gone} when there is none. */
    default String text(String path) {
        return store().read(Set.of(path)).stream().findFirst().map(EditableStoreContract::text).orElse("gone");
    }

    private static String text(ContentFile file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }

    private void assertStale(Edit edit, String path) {
        assertThatThrownBy(() -> write(edit)).isInstanceOfSatisfying(TorgException.class, problem -> {
            assertThat(problem.kind()).isEqualTo(ProblemKind.STALE);
            assertThat(problem.code()).isEqualTo("site.changed");
            assertThat(problem.getMessage()).contains(path);
        });
    }

    private void write(Edit edit) {
        store().edits().orElseThrow().write(edit);
    }

    private ContentStore.Drafts drafts() {
        return store().drafts().orElseThrow();
    }
}

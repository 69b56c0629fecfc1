package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Edit;
import torg.api.site.Revision;

/** What every place for documents has to keep that takes edits and remembers what files were. */
public interface EditableStoreContract extends ContentStoreContract {
    /** Who edits here. */
    Edit.Author AUTHOR = new Edit.Author("nancy", "Nancy Davolio \u00e6");

    @Test
    default void anEditIsReadAtOnce() {
        put(PAGE, "one");
        store().write(edit("both", change(PAGE, "two"), change(OTHER, "new")));

        assertThat(store().takesEdits()).isTrue();
        assertThat(text(PAGE)).isEqualTo("two");
        assertThat(text(OTHER)).isEqualTo("new");
        assertThat(store().readAll()).extracting(ContentFile::path).containsExactly(PAGE, OTHER);

        store().write(edit("away", gone(PAGE), gone(OTHER)));

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
            store().write(edit("both", change(PAGE, "two"), change(OTHER, "new")));

            assertThat(first.poll(soon().toMillis(), TimeUnit.MILLISECONDS)).as("what there is when an edit is heard of").isEqualTo(Set.of("two", "new"));
        }
    }

    @Test
    default void historyTellsWhoMadeWhatTheNewestFirst() {
        store().write(edit("the first words", change(PAGE, "one")));
        store().write(edit("better words", change(PAGE, "two")));
        store().write(edit("another page", change(OTHER, "other")));
        store().write(edit("no words", gone(PAGE)));

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
        store().write(edit("here", change(PAGE, "two")));

        assertThat(store().history(PAGE, 10)).extracting(revision -> store().readAt(PAGE, revision.id()).map(EditableStoreContract::text).orElse("gone"))
                .startsWith("two", "by an editor, again", "by an editor");
    }

    @Test
    default void aRevisionIsOneOfItsFile() {
        store().write(edit("one", change(PAGE, "one")));
        store().write(edit("two", change(OTHER, "two")));

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
            assertThatThrownBy(() -> store().write(edit("hostile", change(OTHER, "two"), new Change(path, Optional.empty(), Optional.of("x"))))).as(path).isInstanceOf(TorgException.class);
            assertThat(store().readAll()).as(path).extracting(ContentFile::path).containsExactly(PAGE);
        }
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
        assertThatThrownBy(() -> store().write(edit)).isInstanceOfSatisfying(TorgException.class, problem -> {
            assertThat(problem.kind()).isEqualTo(ProblemKind.STALE);
            assertThat(problem.code()).isEqualTo("site.changed");
            assertThat(problem.getMessage()).contains(path);
        });
    }
}

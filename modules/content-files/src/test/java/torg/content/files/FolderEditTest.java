package torg.content.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static torg.testkit.contract.EditableStoreContract.edit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.problem.TorgException;
import torg.testkit.contract.EditableStoreContract.Change;

/** An edit is in the folders as a whole or not at all, whatever happens to the portal, and leaves nothing behind. */
class FolderEditTest {
    private static final String A = "content/site/pages/a.md";
    private static final String B = "content/site/pages/b.md";
    private static final String NEW = "themes/plain/deep/new.css";

    @TempDir
    Path folder;

    private List<Tree> trees;

    @BeforeEach
    void start() throws IOException {
        write(A, "one");
        write(B, "two");
        trees = List.of(new Tree("content", folder.resolve("content")), new Tree("themes", folder.resolve("themes")));
    }

    @Test
    void whatIsStagedAndNotDecidedIsForgotten() throws IOException {
        var edit = threeFiles();
        edit.stage();
        Files.writeString(folder.resolve("content/.torg-edit"), Files.readString(folder.resolve("content/.torg-edit")).replace("go\n", "g"));
        recover();

        assertThat(everything()).containsExactly(A + "=one", B + "=two");
    }

    @Test
    void whatIsDecidedIsFinished() throws IOException {
        threeFiles().stage();
        recover();

        assertThat(everything()).containsExactly(A + "=ONE", NEW + "=NEW");
    }

    @Test
    void whatSomebodyChangedBeforeItWasFinishedStays() throws IOException {
        threeFiles().stage();
        write(A, "saved with an editor");
        write(B, "kept");
        recover();

        assertThat(everything()).containsExactly(A + "=saved with an editor", B + "=kept", NEW + "=NEW");
    }

    @Test
    void aFileThatCannotBePlacedTakesTheOthersBack() throws IOException {
        var edit = FolderEdit.of(edit("three", changed(A, "one", "ONE"), new Change(B, version("two"), Optional.empty()), new Change("themes/plain", Optional.empty(), Optional.of("x"))), trees);
        Files.createDirectories(folder.resolve("themes/plain/full"));

        assertThatThrownBy(edit::make).isInstanceOf(IOException.class);
        assertThat(everything()).containsExactly(A + "=one", B + "=two");
        assertThat(folder.resolve("themes/plain/full")).isDirectory();
    }

    @Test
    void aNoteThatIsNoneOfOursIsTakenAway() throws IOException {
        Files.createDirectories(folder.resolve("content/site/pages/.torg-.."));
        Files.writeString(folder.resolve("content/site/pages/mine-0.new"), "kept");
        for (var id : List.of("", "0f", "../../mine")) {
            Files.writeString(folder.resolve("content/.torg-edit"), id + "\nnew\t-\tcontent/site/pages/c.md\ngo\n");
            recover();
        }

        assertThat(everything()).containsExactly(A + "=one", B + "=two", "content/site/pages/mine-0.new=kept");
    }

    @Test
    void whoMayReadAFileMayDoSoAfterwards() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class));
        var permissions = PosixFilePermissions.fromString("rw-rw-r--");
        Files.setPosixFilePermissions(folder.resolve(A), permissions);
        threeFiles().make();

        assertThat(Files.getPosixFilePermissions(folder.resolve(A))).isEqualTo(permissions);
    }

    @Test
    void emptiedFoldersGoAndThoseOfTheStoreStay() throws IOException {
        FolderEdit.of(edit("gone", new Change(A, version("one"), Optional.empty()), new Change(B, version("two"), Optional.empty())), trees).make();

        assertThat(everything()).isEmpty();
        assertThat(folder.resolve("content")).isEmptyDirectory();
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        var outside = Files.createDirectory(folder.resolve("outside"));
        Files.createSymbolicLink(folder.resolve("content/site/out"), outside);
        Files.createSymbolicLink(folder.resolve("content/site/in.md"), folder.resolve(A));
        Files.createSymbolicLink(folder.resolve("content/site/nowhere.md"), outside.resolve("new.md"));

        for (var path : List.of("content/site/out/x.md", "content/site/in.md", "content/site/nowhere.md")) {
            assertThatThrownBy(() -> FolderEdit.of(edit("link", new Change(path, Optional.empty(), Optional.of("x"))), trees)).as(path).isInstanceOf(TorgException.class);
        }
        assertThat(outside).isEmptyDirectory();
    }

    private FolderEdit threeFiles() {
        return FolderEdit.of(edit("three", changed(A, "one", "ONE"), new Change(B, version("two"), Optional.empty()), new Change(NEW, Optional.empty(), Optional.of("NEW"))), trees);
    }

    private static Change changed(String path, String before, String after) {
        return new Change(path, version(before), Optional.of(after));
    }

    private static Optional<String> version(String text) {
        return Optional.of(Tree.version(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void recover() {
        trees.forEach(tree -> FolderEdit.recover(tree, trees));
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    /** Every file there is, hidden ones too. */
    private Set<String> everything() throws IOException {
        var found = new TreeSet<String>();
        try (var all = Files.walk(folder)) {
            for (var file : all.filter(Files::isRegularFile).toList()) found.add(folder.relativize(file) + "=" + Files.readString(file));
        }
        return found;
    }
}

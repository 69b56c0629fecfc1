package torg.content.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** What an edit cannot be made for; nothing of it has been made then. */
final class Unwritable {
    private Unwritable() {}

    /** Somebody else was first. */
    static TorgException stale(String path) {
        return TorgException.of(ProblemKind.STALE, "site.changed", path + " was changed meanwhile").help("look at what it is now, and make the edit again");
    }

    /** The author was first, in another window. */
    static TorgException staleDraft(String path) {
        return TorgException.of(ProblemKind.STALE, "site.draft-changed", "your draft of " + path + " was changed meanwhile").help("look at what it is now, and keep it again");
    }

    static TorgException badPath() {
        return TorgException.of(ProblemKind.INVALID, "content-files.bad-path", "no file of the content and theme folders can be called so")
                .help("use names of letters, digits, '-' and '_', below content/<site>/ or themes/<theme>/");
    }

    static TorgException link(String path) {
        return TorgException.of(ProblemKind.CONFLICT, "content-files.link", "'" + path + "' is a link, or lies behind one").help("edit the file that it leads to");
    }

    static TorgException tooLarge(String path, int most) {
        return TorgException.of(ProblemKind.TOO_LARGE, "content-files.too-large", "'" + path + "' would have more than " + most / 1_000_000 + " MB").help("make it smaller");
    }

    /** The file system says no. */
    static TorgException refused(IOException cause) {
        var file = cause instanceof FileSystemException known && known.getFile() != null ? "'" + known.getFile() + "'" : "the edit";
        return TorgException.of(ProblemKind.CONFIG, "content-files.unwritable", file + " cannot be written").help("check permissions and free space of the content and theme folders").causedBy(cause);
    }
}

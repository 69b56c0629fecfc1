package torg.content.git;

import java.io.IOException;
import java.nio.file.Path;
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
        return TorgException.of(ProblemKind.INVALID, "content-git.bad-path", "no file of content and themes can be called so")
                .help("use names of letters, digits, '-' and '_', below content/<site>/ or themes/<theme>/");
    }

    /** A file where a folder is, or the other way round. */
    static TorgException taken(String name) {
        return TorgException.of(ProblemKind.CONFLICT, "content-git.taken", "'" + name + "' is a folder and cannot be a file as well, or a file that cannot hold others").help("choose another name");
    }

    /** What would come of it could not be read. */
    static TorgException unfit(TorgException unreadable) {
        return TorgException.of(ProblemKind.CONFLICT, "content-git.unfit", unreadable.getMessage()).help("choose another name, or a smaller file");
    }

    static TorgException tooLarge(String path, long most) {
        return TorgException.of(ProblemKind.TOO_LARGE, "content-git.too-large", "'" + path + "' would have more than " + most / 1_000_000 + " MB").help("make it smaller");
    }

    /** What is in a checkout would take the edit back with its next commit. */
    static TorgException checkedOut(String branch) {
        return TorgException.of(ProblemKind.CONFLICT, "content-git.checked-out", "the branch '" + branch + "' is checked out in the repository, whose next commit would undo the edit")
                .help("edit the files there, or check out another branch, or use a bare repository");
    }

    /** Somebody holds the branch, or changes it all the time. */
    static TorgException busy(String branch) {
        return TorgException.of(ProblemKind.BUSY, "content-git.busy", "the branch '" + branch + "' is being changed by somebody else").help("try again in a moment");
    }

    /** The file system says no. */
    static TorgException refused(Path folder, IOException cause) {
        return TorgException.of(ProblemKind.CONFIG, "content-git.unwritable", "the Git repository '" + folder + "' cannot be written").help("check its permissions and free space").causedBy(cause);
    }
}

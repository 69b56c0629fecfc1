package torg.content.git;

import java.io.IOException;
import java.nio.file.Path;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/**
 * What cannot be taken for a file of the site, and cannot be left out either: it may stand where a rule stood that denies, and without it the site would
 * allow more than its author wrote. So the whole commit is not taken, and the site stays as it was.
 */
final class Unreadable {
    private Unreadable() {}

    static TorgException of(String path, String what, String help) {
        return problem("'" + printable(path) + "' " + what, help + ", and commit it");
    }

    /** The same among files that are to become a commit. */
    static TorgException linked(Path file) {
        return problem("'" + printable(file.toString()) + "' is a symbolic link", "put the file itself there");
    }

    /** Something shipped from a folder, and nothing does any more. */
    static TorgException vanished(Path folder) {
        return problem("'" + folder + "' has no file, and had some before", "put them back, or start with the folders of what ships (--content and --themes)");
    }

    /** Names that are refused for what they hold are told without it. */
    private static String printable(String path) {
        return path.replaceAll("\\p{Cntrl}", "?");
    }

    /** Nothing is there yet, and something may be elsewhere. */
    static TorgException waits(String branch) {
        return problem("the branch '" + branch + "' has not been fetched from the remote repository yet", "wait a moment, or look at the check 'git' of /health");
    }

    /** Nobody asked for a repository. The message stands alone where it is told, so it says what to do. */
    static TorgException unset() {
        return TorgException.of(ProblemKind.CONFIG, "content-git.no-repository", "its settings name no 'repository'; start with --content-git, or remove settings/torg.content.git.properties from the data folder");
    }

    /** There is something else than a repository. */
    static TorgException noRepository(Path folder) {
        return problem("'" + folder + "' is no Git repository, and not empty either", "name one, or an empty folder");
    }

    /** The file system, or what lies there. */
    static TorgException broken(Path folder, IOException cause) {
        return problem("'" + folder + "' cannot be read", "check its permissions; if it is a Git repository, try 'git fsck' in it").causedBy(cause);
    }

    private static TorgException problem(String message, String help) {
        return TorgException.of(ProblemKind.CONFIG, "content-git.unreadable", message).help(help);
    }
}

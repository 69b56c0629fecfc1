package torg.content.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/**
 * What cannot be taken for a file of the site, and cannot be left out either: it may stand where a rule stood that denies, and without it the site would
 * allow more than its author wrote. So the whole reading fails, and the site stays as it was.
 */
final class Unreadable {
    private Unreadable() {}

    /** The file system says no. */
    static TorgException refused(Path near, IOException cause) {
        var file = cause instanceof FileSystemException known && known.getFile() != null ? known.getFile() : near.toString();
        return problem("'" + file + "' cannot be read", "check its permissions").causedBy(cause);
    }

    static TorgException leadsOut(String path) {
        return problem("'" + path + "' is a link that leads out of the folder, or to nothing", "put the file itself there, or remove the link");
    }

    static TorgException tooLarge(String path, int most) {
        return problem("'" + path + "' has more than " + most / 1_000_000 + " MB", "make it smaller, or move it out of the folder");
    }

    /** A folder under the name of a document. */
    static TorgException folder(String path) {
        return problem("'" + path + "' is a folder, and by its name should be a document", "rename it, or put the document there");
    }

    static TorgException neither(String path) {
        return problem("'" + path + "' is neither a file nor a folder", "remove it");
    }

    static TorgException tooDeep(String path, int most) {
        return problem("'" + path + "' lies deeper than " + most + " folders", "move it up");
    }

    private static TorgException problem(String message, String help) {
        return TorgException.of(ProblemKind.CONFIG, "content-files.unreadable", message).help(help);
    }
}

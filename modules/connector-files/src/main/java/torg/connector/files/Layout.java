package torg.connector.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/**
 * The folders of an exchange.
 *
 * @param in what the ERP lays down: a file for each entity
 * @param out what it is to take: a file for each document
 * @param refused why it does not take one: a text beside the name of the document
 * @param work the connector's own, nobody else's
 */
record Layout(Path in, Path out, Path refused, Path work) {
    private static final int LONGEST_NAME = 150;

    /**
     * Below this folder.
     *
     * @throws TorgException CONFIG when they cannot be made
     */
    static Layout below(String folder) {
        if (folder.isBlank()) throw TorgException.of(ProblemKind.CONFIG, "files.setting", "'folder' of torg.connector.files is empty").help("name the folder that the ERP reaches as well");
        var root = Path.of(folder);
        var layout = new Layout(root.resolve("in"), root.resolve("out"), root.resolve("refused"), root.resolve("work"));
        try {
            for (var one : List.of(layout.in, layout.out, layout.refused, layout.work.resolve("read"), layout.work.resolve("begun"), layout.work.resolve("sent"))) Files.createDirectories(one);
            return layout;
        } catch (IOException e) {
            throw TorgException.of(ProblemKind.CONFIG, "files.no-folder", "the folders below '" + folder + "' cannot be made").help("give the portal the right to write there").causedBy(e);
        }
    }

    /** The file that the ERP lays down for an entity; a name that could lead elsewhere has none. */
    Optional<Path> export(String entity) {
        return entity.matches("[A-Za-z0-9_-]{1,60}") ? Optional.of(in.resolve(entity + ".csv")).filter(Files::isRegularFile) : Optional.empty();
    }

    /** How a document is called: its entity and its reference, encoded as in addresses, so that each has a name of its own on every file system. */
    static String name(String entity, String reference) {
        var name = entity + "-" + URLEncoder.encode(reference, StandardCharsets.UTF_8).replace("*", "%2A");
        if (name.length() > LONGEST_NAME) throw TorgException.of(ProblemKind.INVALID, "files.long-reference", "the reference '" + reference + "' is too long for the name of a file");
        return name;
    }

    /** Make what was written last, whatever the machine does next. */
    static void force(Path folder) {
        try (var channel = FileChannel.open(folder)) {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

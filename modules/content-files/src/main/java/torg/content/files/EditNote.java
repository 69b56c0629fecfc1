package torg.content.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an edit is about to do, on disk: a line with its id, one for each file ({@code new} or {@code gone}, the version before, the path; tabs between), and at
 * last {@code go} once all new files are there.
 */
final class EditNote {
    private static final String NAME = ".torg-edit";
    private static final String GO = "go\n";
    private static final String NOTHING = "-";
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    private final Path file;
    private final String id;
    private final List<String[]> lines = new ArrayList<>();
    private boolean decided;

    /** @param folder where it lies while the edit is on its way */
    EditNote(Path folder, String id) {
        this.file = folder.resolve(NAME);
        this.id = id;
    }

    /** Of files that are no content: see {@link FileNames}. */
    static String name(String id, int step) {
        return ".torg-" + id + "-" + step;
    }

    Path folder() {
        return file.getParent();
    }

    void begin(List<FolderEdit.Step> steps) throws IOException {
        var text = new StringBuilder(id).append('\n');
        for (var step : steps) text.append(step.bytes().isPresent() ? "new" : "gone").append('\t').append(step.seen().orElse(NOTHING)).append('\t').append(step.path()).append('\n');
        write(text.toString(), StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** From here on the edit is made, whatever happens. */
    void decide() throws IOException {
        write(GO, StandardOpenOption.APPEND);
    }

    private void write(String text, StandardOpenOption how) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        }
    }

    void end() throws IOException {
        Files.deleteIfExists(file);
    }

    /** What was left in this folder when the portal ended; nothing when no edit was on its way. */
    static Optional<EditNote> left(Path folder) throws IOException {
        var file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) return Optional.empty();
        var text = Files.readString(file);
        var lines = text.split("\n");
        if (!ID.matcher(lines[0]).matches()) {
            // The portal ended while it wrote the first line: nothing lies there yet. Or it is none of ours.
            Files.delete(file);
            return Optional.empty();
        }
        var note = new EditNote(folder, lines[0]);
        for (var line : lines) if (line.split("\t").length == 3) note.lines.add(line.split("\t"));
        note.decided = text.endsWith("\n" + GO);
        return Optional.of(note);
    }

    boolean isDecided() {
        return decided;
    }

    Set<String> gone() {
        var gone = new HashSet<String>();
        for (var line : lines) if (line[0].equals("gone")) gone.add(line[2]);
        return gone;
    }

    /** What was to be done; what new files hold lies beside them. */
    List<FolderEdit.Step> steps(List<Tree> trees) {
        var steps = new ArrayList<FolderEdit.Step>();
        for (var line : lines) {
            var tree = trees.stream().filter(one -> one.has(line[2])).findFirst().orElseThrow(Unwritable::badPath);
            var seen = line[1].equals(NOTHING) ? Optional.<String>empty() : Optional.of(line[1]);
            steps.add(FolderEdit.Step.of(tree, line[2], seen, Optional.empty(), name(id, steps.size())));
        }
        return steps;
    }
}

package torg.identity.local.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What {@code torg token} asks of a running portal, as it lies in a folder until the portal has taken it. Never a token: that of its hash.
 *
 * @param deed {@code make}, {@code list} or {@code revoke}
 * @param values what belongs to it, by name, without line breaks
 */
record TokenSlip(String deed, Map<String, String> values) {
    static final String ENDING = ".token";
    private static final String ANSWER = ".answer";
    private static final int LONGEST = 8_000;

    TokenSlip {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Lay it into the folder, whole from the moment it is there. */
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder, NewPassword.alone("rwx------"));
        var lines = new ArrayList<>(List.of(deed));
        values.forEach((name, value) -> lines.add(name + "=" + value.replaceAll("\\R", " ")));
        return whole(folder, String.join("\n", lines), folder.resolve(UUID.randomUUID() + ENDING));
    }

    /** What lies in the file; empty if nothing of ours does. */
    static Optional<TokenSlip> read(Path file) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(LONGEST + 1);
        }
        var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        if (bytes.length > LONGEST || lines.isEmpty()) return Optional.empty();
        var values = new LinkedHashMap<String, String>();
        lines.stream().skip(1).map(line -> line.split("=", 2)).filter(pair -> pair.length == 2).forEach(pair -> values.put(pair[0], pair[1]));
        return Optional.of(new TokenSlip(lines.getFirst(), values));
    }

    String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** The file beside it in which the portal says what came of it: {@code done} or {@code refused} on the first line, then the words. */
    static Path answer(Path file) {
        return file.resolveSibling(file.getFileName() + ANSWER);
    }

    static void answer(Path file, boolean done, String words) throws IOException {
        whole(file.getParent(), (done ? "done" : "refused") + "\n" + words, answer(file));
    }

    /** Answers that nobody has come for. */
    static List<Path> answers(Path folder) throws IOException {
        return NewPassword.files(folder, ENDING + ANSWER);
    }

    private static Path whole(Path folder, String text, Path target) throws IOException {
        var part = Files.createTempFile(folder, "", ".part", NewPassword.alone("rw-------"));
        Files.writeString(part, text);
        return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

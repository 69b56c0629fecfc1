package torg.identity.local.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import torg.identity.local.password.Passwords;

/**
 * A password that somebody at this machine sets for a contact, as it lies in a folder until the portal takes it in. Not the password lies there, but
 * its hash, and whoever can write there could write into the store just as well.
 *
 * @param email of the contact
 * @param hash see {@link Passwords#hash}
 * @param roles web roles to give; empty leaves those that are given
 * @param besides what becomes of all else with which the contact signs in
 */
record NewPassword(String email, String hash, Set<String> roles, Besides besides) {
    private static final String ENDING = ".password";
    private static final String ANSWER = ".answer";
    private static final int LONGEST = 4_000;

    /** What becomes of what is no password. */
    enum Besides {
        /** It is left alone. */
        STAYS(""),
        /** The second factor goes, and ways in that are one. */
        WITHOUT_FACTOR("without-second-factor"),
        /** All of it goes: nobody comes in but with the new password. */
        ALONE("without-other-ways");

        private final String word;

        Besides(String word) {
            this.word = word;
        }

        private static Optional<Besides> of(String word) {
            return Stream.of(values()).filter(value -> value.word.equals(word)).findFirst();
        }
    }

    NewPassword {
        roles = Set.copyOf(roles);
    }

    /** Lay it into the folder, whole from the moment it is there. */
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder, alone("rwx------"));
        var part = Files.createTempFile(folder, "", ".part", alone("rw-------"));
        Files.write(part, List.of(email, hash, String.join(",", roles), besides.word));
        return Files.move(part, folder.resolve(UUID.randomUUID() + ENDING), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Those that lie in the folder: files alone, because reading a pipe may never end and a link leads elsewhere. */
    static List<Path> in(Path folder) throws IOException {
        return files(folder, ENDING);
    }

    /** What lies in the file; empty if nothing of ours does. */
    static Optional<NewPassword> read(Path file) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(LONGEST + 1);
        }
        if (bytes.length > LONGEST) return Optional.empty();
        var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        if (lines.size() != 4 || !Passwords.isHash(lines.get(1))) return Optional.empty();
        return Besides.of(lines.get(3)).map(besides -> new NewPassword(lines.get(0), lines.get(1), lines.get(2).isEmpty() ? Set.of() : Set.of(lines.get(2).split(",")), besides));
    }

    /** The file beside it in which the portal says what came of it, unless all is well: how the sentence "The password of somebody ..." goes on. */
    static Path answer(Path file) {
        return file.resolveSibling(file.getFileName() + ANSWER);
    }

    /** Write the answer, in place of one that there is. */
    static void answer(Path file, String words) throws IOException {
        Files.deleteIfExists(answer(file));
        Files.writeString(answer(file), words, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Take away answers that were written before, and whose file is gone: nobody has come for them. */
    static void sweep(Path folder, Instant before) throws IOException {
        for (var answer : files(folder, ENDING + ANSWER)) {
            var name = answer.getFileName().toString();
            var lone = !Files.exists(answer.resolveSibling(name.substring(0, name.length() - ANSWER.length())), LinkOption.NOFOLLOW_LINKS);
            if (lone && Files.getLastModifiedTime(answer).toInstant().isBefore(before)) Files.deleteIfExists(answer);
        }
    }

    /** Plain files of the folder with this ending. */
    static List<Path> files(Path folder, String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
        }
    }

    /** For its owner alone, where the file system knows owners. */
    static FileAttribute<?>[] alone(String permissions) {
        var posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))} : new FileAttribute<?>[0];
    }
}

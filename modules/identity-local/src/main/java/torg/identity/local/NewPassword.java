package torg.identity.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A password that somebody at this machine sets for a contact, as it lies in a folder until the portal takes it in. Not the password lies there, but
 * its hash, and whoever can write there could write into the store just as well.
 *
 * @param email of the contact
 * @param hash see {@link Passwords#hash}
 * @param roles web roles to give; empty leaves those that are given
 */
record NewPassword(String email, String hash, Set<String> roles) {
    static final String ENDING = ".password";
    private static final int LONGEST = 4_000;

    NewPassword {
        roles = Set.copyOf(roles);
    }

    /** Lay it into the folder, whole from the moment it is there. */
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder, alone("rwx------"));
        var part = Files.createTempFile(folder, "", ".part", alone("rw-------"));
        Files.write(part, List.of(email, hash, String.join(",", roles)));
        return Files.move(part, folder.resolve(UUID.randomUUID() + ENDING), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What lies in the file; empty if nothing of ours does. */
    static Optional<NewPassword> read(Path file) throws IOException {
        if (Files.size(file) > LONGEST) return Optional.empty();
        var lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
        if (lines.size() != 3 || !Passwords.isHash(lines.get(1))) return Optional.empty();
        return Optional.of(new NewPassword(lines.get(0), lines.get(1), lines.get(2).isEmpty() ? Set.of() : Set.of(lines.get(2).split(","))));
    }

    /** The file beside it in which the portal says why it does not take it in. */
    static Path answer(Path file) {
        return file.resolveSibling(file.getFileName() + ".answer");
    }

    private static FileAttribute<?>[] alone(String permissions) {
        var posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))} : new FileAttribute<?>[0];
    }
}

package torg.launcher.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import torg.launcher.RunningPortal;

/**
 * The portal as shipped, started once for all tests that only use it. A copy of content and themes belongs to it, so that a test may edit them (and puts back what it
 * changed). Tests that stop or kill a portal start their own. With {@code -Dtorg.database=postgresql} its rows are in a PostgreSQL of its own.
 */
final class Portal {
    private static Portal shared;

    private final Path folder;
    private final Optional<OwnPostgres> database;
    private final RunningPortal running;

    private Portal(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.database = System.getProperty("torg.database", "h2").equals("postgresql") ? Optional.of(OwnPostgres.start()) : Optional.empty();
        if (database.isPresent()) Files.writeString(Files.createDirectories(settings()).resolve("torg.store.properties"), database.get().settings());
        copy(Path.of("../content"), content());
        copy(Path.of("../themes"), themes());
        Files.createDirectories(modules());
        this.running = RunningPortal.start(folder.resolve("data"), "--content", content().toString(), "--themes", themes().toString(), "--modules", modules().toString());
    }

    static synchronized Portal shared() {
        if (shared == null) {
            try {
                var portal = new Portal(Files.createTempDirectory("torg-house"));
                Runtime.getRuntime().addShutdownHook(new Thread(portal::stop));
                shared = portal;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while the database is made", e);
            }
        }
        return shared;
    }

    RunningPortal running() {
        return running;
    }

    Path content() {
        return folder.resolve("content");
    }

    Path site() {
        return content().resolve("customer-portal");
    }

    Path themes() {
        return folder.resolve("themes");
    }

    Path modules() {
        return folder.resolve("modules");
    }

    /** Settings laid over the launcher's, at once. */
    Path settings() {
        return folder.resolve("data/settings");
    }

    Visitor anonymous() {
        return Visitor.anonymous(running.address());
    }

    Visitor signIn(String email) {
        return Visitor.signIn(running.address(), email);
    }

    /** The ERP, asked directly. */
    Visitor erp() {
        return Visitor.anonymous(running.erp());
    }

    static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(target);
                else Files.copy(file, target);
            }
        }
    }

    private void stop() {
        try {
            running.close();
            if (database.isPresent()) database.get().close();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

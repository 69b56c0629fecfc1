package torg.launcher;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One folder of the house that makes one bundle: a platform room or a module. Where a class file lies says which room it belongs to. */
record Room(Path folder) {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final List<Room> ALL = Stream.of("platform", "modules").flatMap(Room::in).toList();

    /** Every room and module that has a pom: first the platform, then the modules, each by name of its folder. */
    static List<Room> all() {
        return ALL;
    }

    private static Stream<Room> in(String storey) {
        try (var folders = Files.list(CHECKOUT.resolve(storey))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).sorted().map(Room::new).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<Room> of(JavaClass type) {
        return type.getSource().map(source -> source.getUri().getPath())
                .flatMap(path -> ALL.stream().filter(room -> path.startsWith(room.folder() + "/")).findFirst());
    }

    String name() {
        return folder.getFileName().toString();
    }

    /** {@code torg.} and the folder's name, a hyphen being a dot: artifact, bundle and root package. */
    String dottedName() {
        return "torg." + name().replace('-', '.');
    }

    Path classes() {
        return folder.resolve("target/classes");
    }

    /** The contract, which everyone may know. */
    boolean isApi() {
        return name().equals("api");
    }

    /** A tool for tests of modules, exported to them. */
    boolean isTestkit() {
        return name().equals("testkit");
    }

    /** A program of its own that meets the portal over HTTP only. */
    boolean isProgram() {
        return name().equals("demo-erp");
    }

    /** Neither the test kit nor a program of its own is part of a running portal, so both may bring libraries of their own. */
    boolean runsInTheHouse() {
        return !isTestkit() && !isProgram();
    }
}

package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A newcomer finds the room for a change from the tree alone: a name is said once, and every room looks the same from outside. */
class NamesTest {
    private static final Pattern ARTIFACT = Pattern.compile("</parent>\\s*<artifactId>([^<]+)</artifactId>");
    private static final int MOST_LINES_OF_A_FILE = 400;

    static Stream<Room> rooms() {
        return Room.all().stream();
    }

    static Stream<Room> bundles() {
        return rooms().filter(room -> !room.isProgram());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void theArtifactIsNamedAsItsFolder(Room room) throws IOException {
        var artifact = ARTIFACT.matcher(Files.readString(room.folder().resolve("pom.xml")));

        assertThat(artifact.find()).as("pom of '%s' names its artifact right after its parent", room.name()).isTrue();
        assertThat(artifact.group(1)).as("artifactId of '%s': torg. and the folder's name, a hyphen being a dot", room.name()).isEqualTo(room.dottedName());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void everyClassLiesInTheRoomsPackage(Room room) throws IOException {
        var root = room.folder().resolve("src/main/java");
        var own = room.isApi() ? root.resolve("torg") : root.resolve(room.dottedName().replace('.', '/'));

        assertThat(javaFilesIn(root)).as("sources of '%s' lie in package %s", room.name(), room.dottedName()).allMatch(file -> file.startsWith(own));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void theBundleIsNamedAsItsFolderAndKeepsItsInsideToItself(Room room) throws IOException {
        var manifest = manifestOf(room).getMainAttributes();

        assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo(room.dottedName());
        if (!room.isApi() && !room.isTestkit()) {
            assertThat(manifest.getValue("Export-Package")).as("what '%s' exports: nothing, so that nobody can lean on its inside", room.name()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void everyRoomHasAReadme(Room room) {
        assertThat(room.folder().resolve("README.md")).as("every room says what it gives and needs, its settings and how to replace it").isRegularFile();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void noFileIsTooLongToRead(Room room) throws IOException {
        for (var file : javaFilesIn(room.folder().resolve("src"))) {
            assertThat(Files.readAllLines(file)).as("%s: split it by what it is about", file).hasSizeLessThanOrEqualTo(MOST_LINES_OF_A_FILE);
        }
    }

    private static Manifest manifestOf(Room room) throws IOException {
        try (var stream = Files.newInputStream(room.classes().resolve("META-INF/MANIFEST.MF"))) {
            return new Manifest(stream);
        }
    }

    private static List<Path> javaFilesIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}

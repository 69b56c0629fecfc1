package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site is judged on the command line as the portal would judge it. */
class LintHouseTest {
    private static final Path PACKED = Path.of("target/torg").toAbsolutePath();
    @TempDir
    Path temp;

    @Test
    void whatShipsHasNoErrorsAndAWrongEditIsNamed() throws Exception {
        var content = copy(PACKED.resolve("content"), temp.resolve("content"));
        var shipped = lint("--content", content.toString());
        assertThat(shipped).startsWith("0 ").endsWith("torg: 0 errors, 0 warnings");

        var orders = content.resolve("customer-portal/permissions/orders.yml");
        Files.writeString(orders, Files.readString(orders).replaceFirst("(?m)^permissions:$", "$0\n  - {name: for-all, table: salesorder, scope: global, roles: [anonymous], privileges: [read]}"));
        var line = Files.readAllLines(orders).indexOf("permissions:") + 2;
        assertThat(lint("--content=" + content)).startsWith("1 ").contains("customer-portal/permissions/orders.yml:" + line + ":").contains(" error permissions.public-undeclared: ").contains("torg: 1 error, ");
        assertThat(lint("--port", "8080")).startsWith("2 torg: option '--port' is unknown");
    }

    /** By a document that one module alone reads, and by another that an administrator added in its place. */
    @Test
    void modulesAreThoseOfThePortalWithItsAddedOnesAndWithoutItsStoppedOnes() throws Exception {
        var content = copy(PACKED.resolve("content"), temp.resolve("content"));
        var kind = content.resolve("customer-portal/cases/inquiry.yml");
        Files.writeString(kind, Files.readString(kind).replace("notes: inquirynote", "notes: nowhere"));
        assertThat(lint("--content", content.toString())).startsWith("1 ").contains("cases.unknown-table");

        var added = Files.createDirectories(temp.resolve("added/modules")).resolve("torg.cases.jar");
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "torg.cases");
        manifest.getMainAttributes().putValue("Bundle-Version", "99.0.0");
        new JarOutputStream(Files.newOutputStream(added), manifest).close();
        assertThat(lint("--content", content.toString(), "--data", temp.resolve("added").toString())).doesNotContain("cases.unknown-table");

        Files.writeString(Files.createDirectories(temp.resolve("stopped")).resolve("modules.properties"), "torg.cases=stopped\n");
        assertThat(lint("--content", content.toString(), "--data", temp.resolve("stopped").toString())).doesNotContain("cases.unknown-table");
    }

    @Test
    void whatIsLookedForIsListed() throws Exception {
        var list = lint("--list");
        assertThat(list).startsWith("0 lists-forms.").contains("\nsite.text-missing (warning): ").contains("\npermissions.anonymous-personal (warning): everybody sees columns that are personal; add a column rule");
        assertThat(list.lines().count()).as("rules, and how many").isGreaterThan(30);
        assertThat(list).endsWith("torg: " + (list.lines().count() - 1) + " rules");
    }

    private static String lint(String... words) throws IOException, InterruptedException {
        return Command.torg("", Stream.concat(Stream.of("lint"), Stream.of(words)).toList());
    }

    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(target);
                else Files.copy(file, target);
            }
        }
        return to;
    }
}

package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import torg.launcher.RunningPortal;

/** Modules come, are replaced and go while the portal runs; a broken one is named and harms nothing. */
class ModulesHouseTest {
    private final Portal portal = Portal.shared();

    @Test
    void aModuleIsDroppedInReplacedAndRemovedWithoutARestart() throws IOException {
        var jar = portal.modules().resolve("greeter.jar");
        drop(jar, "one");
        try {
            Eventually.holds("the module answers", () -> portal.anonymous().get("/api/greeter").body().contains("one"));
            drop(jar, "two");
            Eventually.holds("its replacement answers", () -> portal.anonymous().get("/api/greeter").body().contains("two"));
        } finally {
            Files.delete(jar);
        }
        Eventually.holds("it is gone", () -> portal.anonymous().get("/api/greeter").statusCode() == 404);
        for (var event : List.of("started", "replaced", "removed")) {
            Eventually.holds("the console tells: " + event, () -> portal.running().output().lines().anyMatch(line -> line.startsWith("torg: module=torg.greeter ") && line.contains("event=" + event)));
        }
        assertThat(portal.anonymous().get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void aBrokenModuleIsNamedWithItsReasonAndHarmsNothing() throws IOException {
        var random = portal.modules().resolve("random.jar");
        var lonely = portal.modules().resolve("lonely.jar");
        Files.write(random, new byte[] {1, 2, 3, 4});
        bundle(lonely, "torg.lonely", "com.example.nowhere", jar -> {});
        try {
            Eventually.holds("both are named", () -> {
                var health = portal.anonymous().get("/health").body();
                return health.contains("random.jar") && health.contains("lonely.jar") && health.contains("com.example.nowhere");
            });
            assertThat(portal.anonymous().get("/").statusCode()).isEqualTo(200);
            assertThat(portal.signIn("jane@alfki.example").get("/orders").statusCode()).isEqualTo(200);
            Eventually.holds("ready all the same", () -> portal.anonymous().get("/health").statusCode() == 200);
        } finally {
            Files.delete(random);
            Files.delete(lonely);
        }
        Eventually.holds("both are forgotten", () -> !portal.anonymous().get("/health").body().contains("lonely.jar"));
    }

    @Test
    void withoutTablePermissionsNoRowIsReadable() throws Exception {
        var data = Files.createTempDirectory("torg-guard");
        var home = Files.createDirectories(data.resolve("home"));
        Portal.copy(Path.of("target/torg"), home.resolve("torg"));
        try (var own = RunningPortal.startFrom(home.resolve("torg"), data.resolve("data"))) {
            var maria = Visitor.signIn(own.address(), "maria.anders@alfki.example");
            assertThat(maria.rows("salesorder")).isNotEmpty();
            try (var modules = Files.list(home.resolve("torg/modules"))) {
                Files.delete(modules.filter(jar -> jar.getFileName().toString().startsWith("torg.table.permissions")).findFirst().orElseThrow());
            }
            Eventually.holds("every table is closed", () -> {
                var answer = maria.get("/api/tables/salesorder");
                return answer.statusCode() != 200 || Visitor.json(answer).get("value").isEmpty();
            });
        }
    }

    /** A module of one JSON resource, made of the class below, whose answer is in a resource beside it. */
    private static void drop(Path target, String word) throws IOException {
        var next = target.resolveSibling("." + target.getFileName());
        bundle(next, "torg.greeter", "jakarta.ws.rs,torg.spi.web", jar -> {
            var name = Greeter.class.getName().replace('.', '/') + ".class";
            jar.putNextEntry(new JarEntry(name));
            try (var in = Greeter.class.getClassLoader().getResourceAsStream(name)) {
                in.transferTo(jar);
            }
            jar.putNextEntry(new JarEntry("word.txt"));
            jar.write(word.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            jar.putNextEntry(new JarEntry("OSGI-INF/greeter.xml"));
            jar.write("""
                    <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="greeter"><implementation class="%s"/>
                    <service><provide interface="torg.spi.web.RestResource"/></service></scr:component>""".formatted(Greeter.class.getName()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        });
        Files.move(next, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private interface Fill {
        void into(JarOutputStream jar) throws IOException;
    }

    private static void bundle(Path file, String name, String imports, Fill fill) throws IOException {
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", name);
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Import-Package", imports);
        headers.putValue("Service-Component", "OSGI-INF/*.xml");
        try (OutputStream out = Files.newOutputStream(file); var jar = new JarOutputStream(out, manifest)) {
            fill.into(jar);
        }
        assertThat(new JarFile(file.toFile()).getManifest()).isNotNull();
    }
}

package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same module with another {@code Torg-May}: each bundle finds a gate, a way out and paths of its own, and one that says nothing is held by nothing. */
class HeldModulesHouseTest {
    private static final String SERVICES = """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="held" init="2"><implementation class="%s"/>
            <service><provide interface="torg.spi.web.RestResource"/><provide interface="torg.spi.table.TableSource"/></service>
            <reference name="tables" interface="torg.api.table.Tables" parameter="0"/><reference name="outbound" interface="torg.api.web.Outbound" parameter="1"/></scr:component>
            """.formatted(HeldResource.class.getName());
    private final Portal portal = Portal.shared();

    @AfterEach
    void remove() throws IOException {
        Files.deleteIfExists(portal.modules().resolve("held.jar"));
        Eventually.holds("it is gone", () -> portal.anonymous().get("/api/held/rows/product").statusCode() == 404);
    }

    @Test
    void oneThatSaysWhatItActsWithGetsThatAndNothingElse() throws IOException {
        drop(Optional.of("read product alone, keep held_seen, read identity_link alone, serve held, reach 127.0.0.1"));
        Eventually.holds("it is served", () -> rows("product").body().equals("rows 3"));
        Eventually.holds("its own table is there", () -> rows(HeldResource.OWN).body().equals("rows 0"));
        assertThat(rows("account").body()).contains("table.unknown");
        assertThat(rows("identity_link").body()).as("another module's").contains("table.unknown");
        assertThat(out(portal.running().address().resolve("/health").toString()).body()).isEqualTo("status 200");
        assertThat(out("http://localhost:" + portal.running().address().getPort() + "/health").statusCode()).isEqualTo(403);
        assertThat(portal.anonymous().get("/api/openapi.json").body()).contains("/held/");
    }

    @Test
    void oneThatSaysNeitherPathNorTableServesNothingAndBringsNone() throws IOException {
        drop(Optional.of("read product alone"));
        // Resources are gone through with the next question to one of them.
        Eventually.holds("it is left out", () -> rows("product").statusCode() == 404 && portal.running().output().contains("resource is left out class=" + HeldResource.class.getName()));
        Eventually.holds("so is its table", () -> portal.running().output().contains("does not say 'keep held_seen'"));
        assertThat(rows("product").statusCode()).isEqualTo(404);
        assertThat(portal.anonymous().get("/api/openapi.json").body()).doesNotContain("/held/");
    }

    @Test
    void oneThatSaysNothingIsHeldByNothing() throws IOException {
        drop(Optional.empty());
        Eventually.holds("it is served", () -> rows("account").body().equals("rows 3"));
        assertThat(rows("product").body()).isEqualTo("rows 3");
        assertThat(out("http://localhost:" + portal.running().address().getPort() + "/health").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> rows(String table) {
        return portal.anonymous().get("/api/held/rows/" + table);
    }

    private HttpResponse<String> out(String to) {
        return portal.anonymous().get("/api/held/out?to=" + Visitor.encoded(to));
    }

    private void drop(Optional<String> may) throws IOException {
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", HeldResource.NAME);
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Import-Package", "jakarta.ws.rs,torg.api.file,torg.api.identity,torg.api.problem,torg.api.table,torg.api.text,torg.api.web,torg.spi.table,torg.spi.web");
        headers.putValue("Service-Component", "OSGI-INF/held.xml");
        may.ifPresent(said -> headers.putValue("Torg-May", said));
        var bytes = new ByteArrayOutputStream();
        var code = HeldResource.class.getName().replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(bytes, manifest); var compiled = HeldResource.class.getClassLoader().getResourceAsStream(code)) {
            jar.putNextEntry(new JarEntry(code));
            compiled.transferTo(jar);
            jar.putNextEntry(new JarEntry("OSGI-INF/held.xml"));
            jar.write(SERVICES.getBytes(StandardCharsets.UTF_8));
        }
        NumberedModule.put(bytes.toByteArray(), portal.modules().resolve("held.jar"));
    }
}

package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.launcher.OwnPortal;
import torg.launcher.RunningPortal;

/** Broken and hostile jars come one after the other while people read pages: each is told with its reason, by folder and by the API, and nobody's page fails. */
@OwnPortal
class HostileModulesHouseTest {
    private static final Pattern VERSION = Pattern.compile("version-(\\d{4})");
    private static final int MEGABYTE = 1 << 20;
    @TempDir
    private Path folder;
    private RunningPortal portal;
    private Path modules;

    @BeforeEach
    void start() throws IOException {
        modules = Files.createDirectories(folder.resolve("modules"));
        NumberedModule.put(NumberedModule.answering(0), modules.resolve("answer.jar"));
        portal = RunningPortal.start(folder.resolve("data"), "--modules", modules.toString());
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (portal != null) portal.close();
    }

    /** What is said of each jar. Those at the end hold up others for as long as the portal waits for a start. */
    private static Map<String, Hostile> corpus() throws IOException {
        var whole = NumberedModule.answering(1);
        var said = new LinkedHashMap<String, Hostile>();
        said.put("torn.jar", Hostile.refused("it is not a jar, or its copy is not complete", Arrays.copyOf(whole, whole.length / 2)));
        said.put("rubbish.jar", Hostile.refused("it is not a jar, or its copy is not complete", new byte[] {1, 2, 3, 4}));
        said.put("bomb.jar", Hostile.refused("it unpacks to more than 512 MB", bomb()));
        said.put("manifest.jar", Hostile.refused("its manifest is larger than 1 MB", jar("torg.hostile.manifest", Map.of("X-Long", "x".repeat(2 * MEGABYTE)), "", "x")));
        said.put("astray.jar", Hostile.refused("it contains a file whose path leads out of the jar", jar("torg.hostile.astray", Map.of(), "../../../outside.txt", "x")));
        said.put("exports.jar", Hostile.refused("it exports packages", jar("torg.hostile.exports", Map.of("Export-Package", "torg.api.table"), "", "x")));
        said.put("imports.jar", Hostile.refused("it imports package com.example.nowhere, which nothing in the house offers",
                jar("torg.hostile.imports", Map.of("Import-Package", "com.example.nowhere"), "", "x")));
        said.put("old.jar", Hostile.refused("it imports package torg.api.table", jar("torg.hostile.old", Map.of("Import-Package", "torg.api.table;version=\"[0.1,0.2)\""), "", "x")));
        said.put("may.jar", Hostile.refused("what nobody understands", jar("torg.hostile.may", Map.of("Torg-May", "read every table"), "", "x")));
        said.put("twin.jar", Hostile.taken("in the same folder is the same module", whole));
        said.put("throws.jar", Hostile.taken("it does not start: a start that fails", acting("torg.hostile.throws", "throw")));
        said.put("overflow.jar", Hostile.taken("it does not start: ", acting("torg.hostile.overflow", "overflow")));
        said.put("fills.jar", Hostile.taken("it does not start: ", acting("torg.hostile.fills", "fill")));
        said.put("shipped.jar", Hostile.taken("it does not start: a start that fails", acting("torg.alerts", "throw")));
        said.put("deaf.jar", Hostile.taken("its start has not come back", acting("torg.hostile.deaf", "deaf")));
        return said;
    }

    /**
     * A jar that does not run.
     *
     * @param why a part of the reason that is told
     * @param refused whether the API refuses it: it shows before any start what is wrong with it
     */
    private record Hostile(String why, byte[] jar, boolean refused) {
        static Hostile refused(String why, byte[] jar) {
            return new Hostile(why, jar, true);
        }

        /** Nobody starts it beforehand; or it is another version of what runs, which may be added. */
        static Hostile taken(String why, byte[] jar) {
            return new Hostile(why, jar, false);
        }
    }

    @Test
    void eachIsToldAndNoPageFails() throws Exception {
        var anybody = Visitor.anonymous(portal.address());
        var jane = Visitor.signIn(portal.address(), "jane@alfki.example");
        var administrator = Visitor.signIn(portal.address(), "admin@northwind.example");
        Eventually.holds("the module answers", () -> anybody.get("/api/numbered").statusCode() == 200);
        var corpus = corpus();
        try (var load = new Load()) {
            load.versions("module", () -> anybody.get("/api/numbered"), VERSION).ask("kept page", () -> anybody.get("/terms"), HostileModulesHouseTest::isWhole)
                    .ask("own page", () -> jane.get("/orders"), HostileModulesHouseTest::isWhole).ask("rows", () -> jane.get("/api/tables/salesorder?$top=3"), HostileModulesHouseTest::isWhole);
            for (var hostile : corpus.entrySet()) {
                NumberedModule.put(hostile.getValue().jar(), modules.resolve(hostile.getKey()));
                Eventually.holds(hostile.getKey() + " is told", () -> told(administrator, hostile.getKey()).contains(hostile.getValue().why()));
                assertThat(load.wrong()).as("after " + hostile.getKey()).isEmpty();
            }
            for (var hostile : corpus.entrySet()) {
                if (!hostile.getValue().refused()) continue;
                var answer = administrator.send("/api/modules", hostile.getValue().jar(), "application/java-archive");
                assertThat(answer.statusCode()).as(hostile.getKey() + ": " + answer.body()).isBetween(400, 499);
            }
            assertThat(load.wrong()).isEmpty();
            assertThat(load.answers()).isGreaterThan(corpus.size() * 10);
        }
        assertThat(folder.resolve("outside.txt")).doesNotExist();
        for (var file : corpus.keySet()) Files.delete(modules.resolve(file));
        Eventually.holds("all are forgotten", () -> corpus.keySet().stream().allMatch(file -> told(administrator, file).isEmpty()));
        Eventually.holds("the one that ships runs again", () -> Visitor.json(administrator.get("/api/modules?name=torg.alerts")).get(0).get("running").asBoolean());
        NumberedModule.put(NumberedModule.answering(2), modules.resolve("answer.jar"));
        Eventually.holds("a good one is still taken", () -> anybody.get("/api/numbered").body().contains(NumberedModule.version(2)));
    }

    /** Why a jar of the folder does not run. */
    private static String told(Visitor administrator, String file) {
        var all = Visitor.json(administrator.get("/api/modules"));
        return StreamSupport.stream(all.spliterator(), false).filter(module -> module.get("file").asText().equals(file)).map(module -> module.get("why").toString()).findFirst().orElse("");
    }

    private static String isWhole(HttpResponse<String> answer) {
        return answer.statusCode() == 200 && !answer.body().contains("notice--danger") ? "" : answer.statusCode() + " " + answer.body();
    }

    private static byte[] acting(String name, String deed) throws IOException {
        var code = HostileActivator.class.getName().replace('.', '/') + ".class";
        try (var compiled = HostileActivator.class.getClassLoader().getResourceAsStream(code)) {
            var bytes = new ByteArrayOutputStream();
            try (var jar = new JarOutputStream(bytes, manifest(name, Map.of("Bundle-Activator", HostileActivator.class.getName(), "Import-Package", "org.osgi.framework")))) {
                jar.putNextEntry(new JarEntry(code));
                compiled.transferTo(jar);
                jar.putNextEntry(new JarEntry("deed.txt"));
                jar.write(deed.getBytes());
            }
            return bytes.toByteArray();
        }
    }

    private static byte[] jar(String name, Map<String, String> headers, String path, String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes, manifest(name, headers))) {
            jar.putNextEntry(new JarEntry(path.isEmpty() ? "x.txt" : path));
            jar.write(text.getBytes());
        }
        return bytes.toByteArray();
    }

    /** Small as it lies there. */
    private static byte[] bomb() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes, manifest("torg.hostile.bomb", Map.of()))) {
            jar.putNextEntry(new JarEntry("zeros"));
            for (var written = 0; written <= 512; written++) jar.write(new byte[MEGABYTE]);
        }
        return bytes.toByteArray();
    }

    private static Manifest manifest(String name, Map<String, String> more) {
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", name);
        headers.putValue("Bundle-Version", "1.0.0");
        more.forEach(headers::putValue);
        return manifest;
    }
}

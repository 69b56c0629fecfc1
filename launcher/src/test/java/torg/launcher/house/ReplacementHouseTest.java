package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import torg.launcher.OwnPortal;
import torg.launcher.RunningPortal;

/** What serves requests is replaced while they come: none fails, none is answered by two versions, and nothing is left behind. */
@OwnPortal
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplacementHouseTest {
    private static final int REPLACEMENTS = 50;
    /** Of the content store and of the search each, which takes four seconds a time. */
    private static final int OF_STORE_AND_SEARCH = Boolean.getBoolean("torg.full") ? 50 : 6;
    /** Until then everything has been loaded that is loaded once, and the compiler has made what it makes. */
    private static final int WARM = 10;
    private static final Pattern VERSION = Pattern.compile("version-(\\d{4})");
    private static final Pattern LOADERS = Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +org\\.apache\\.felix\\.framework\\.BundleWiringImpl\\$BundleClassLoader\\b");
    /** Beside the classes of one module: what the JVM makes by itself, such as accessors for reflection. */
    private static final int MORE_CLASSES = 100;
    /** Threads of the system come and go with what is asked at the moment. */
    private static final int MORE_THREADS = 8;

    @TempDir
    static Path folder;

    private RunningPortal portal;
    private Path modules;
    private Path site;

    @BeforeAll
    void start() throws IOException {
        Portal.copy(Path.of("../content"), folder.resolve("content"));
        Portal.copy(Path.of("../themes"), folder.resolve("themes"));
        modules = Files.createDirectories(folder.resolve("modules"));
        site = folder.resolve("content/customer-portal");
        Files.writeString(site.resolve("pages/numbered.md"), "---\ntitle: Numbered\naccess: public\ncomponents:\n  - component: numbered\n---\n");
        NumberedModule.put(NumberedModule.answering(0), modules.resolve("answer.jar"));
        NumberedModule.put(NumberedModule.onPages(0), modules.resolve("part.jar"));
        portal = RunningPortal.start(folder.resolve("data"), "--content", folder.resolve("content").toString(), "--themes", folder.resolve("themes").toString(), "--modules", modules.toString());
    }

    @AfterAll
    void stop() throws InterruptedException {
        if (portal != null) portal.close();
    }

    @Test
    void aHundredReplacementsOfModulesLoseNoRequestMixNoneAndLeaveNothing() throws Exception {
        var anybody = Visitor.anonymous(portal.address());
        var jane = Visitor.signIn(portal.address(), "jane@alfki.example");
        var lines = portal.output().lines().count();
        try (var load = new Load()) {
            load.versions("answer", () -> anybody.get("/api/numbered"), VERSION)
                    .versions("long answer", () -> anybody.get("/api/numbered?wait=200"), VERSION)
                    .versions("kept page", () -> anybody.get("/numbered"), VERSION)
                    .versions("own page", () -> anybody.get("/numbered?own=1"), VERSION)
                    .ask("orders", () -> jane.get("/orders"), ReplacementHouseTest::isWhole);
            replaceBoth(1, WARM);
            var before = Left.behind(portal, anybody);
            var asked = load.answers();
            var start = System.nanoTime();
            replaceBoth(WARM + 1, WARM + REPLACEMENTS);
            var took = Duration.ofNanos(System.nanoTime() - start);
            asked = load.answers() - asked;
            var after = Left.behind(portal, anybody);
            System.out.println("replaced " + 2 * REPLACEMENTS + " modules in " + took.toMillis() + " ms under " + asked + " requests; before " + before + ", after " + after);
            assertThat(load.wrong()).isEmpty();
            assertThat(asked).isGreaterThan(REPLACEMENTS * 10);
            after.isNoMoreThan(before);
        }
        var told = portal.output().lines().skip(lines).filter(line -> line.startsWith("torg: module=")).toList();
        assertThat(told).as("nothing else was restarted").allMatch(line -> line.contains("module=torg.numbered.") && line.contains("event=replaced")).hasSize(2 * (WARM + REPLACEMENTS));
    }

    /** The one and the other at once, so that the portal has to take both in turn. */
    private void replaceBoth(int first, int last) throws IOException {
        var anybody = Visitor.anonymous(portal.address());
        for (var number = first; number <= last; number++) {
            var version = NumberedModule.version(number);
            NumberedModule.put(NumberedModule.answering(number), modules.resolve("answer.jar"));
            NumberedModule.put(NumberedModule.onPages(number), modules.resolve("part.jar"));
            Eventually.holds(version + " answers", () -> anybody.get("/api/numbered").body().contains(version));
            Eventually.holds(version + " is on the page", () -> anybody.get("/numbered").body().contains(version));
        }
    }

    @Test
    void replacementsOfAContentStoreAndTheSearchLoseNoRequestAndLeaveNothing() throws Exception {
        var anybody = Visitor.anonymous(portal.address());
        var jane = Visitor.signIn(portal.address(), "jane@alfki.example");
        Eventually.holds("the index is made", () -> Visitor.json(jane.get("/api/search?locale=en&q=chai")).get("complete").asBoolean());
        var found = Visitor.json(jane.get("/api/search?locale=en&q=chai")).get("total").asLong();
        assertThat(found).isPositive();
        try (var load = new Load()) {
            // A search that has just been started may not have opened its index yet, and says so of its answer.
            load.ask("search", () -> jane.get("/api/search?locale=en&q=chai"), answer -> answer.statusCode() != 200 ? isWhole(answer)
                            : Visitor.json(answer).get("total").asLong() == found || !Visitor.json(answer).get("complete").asBoolean() ? "" : "found " + answer.body())
                    .ask("page", () -> anybody.get("/company"), ReplacementHouseTest::isWhole)
                    .ask("own page", () -> jane.get("/orders"), ReplacementHouseTest::isWhole)
                    .ask("rows", () -> jane.get("/api/tables/salesorder?$top=1"), ReplacementHouseTest::isWhole);
            replaceStoreAndSearch(1, OF_STORE_AND_SEARCH / 2);
            var before = Left.behind(portal, anybody);
            replaceStoreAndSearch(OF_STORE_AND_SEARCH / 2 + 1, OF_STORE_AND_SEARCH / 2 + OF_STORE_AND_SEARCH);
            var after = Left.behind(portal, anybody);
            System.out.println("replaced the content store and the search " + OF_STORE_AND_SEARCH + " times each; " + load.answers() + " requests; before " + before + ", after " + after);
            assertThat(load.wrong()).isEmpty();
            after.isNoMoreThan(before);
        }
    }

    private void replaceStoreAndSearch(int first, int last) throws IOException {
        var anybody = Visitor.anonymous(portal.address());
        for (var round = first; round <= last; round++) {
            for (var name : List.of("torg.content.files", "torg.search.lucene")) {
                NumberedModule.put(again(Path.of("target/torg/modules/" + name + ".jar"), round), modules.resolve(name + ".jar"));
                var times = round;
                Eventually.holds(name + " is replaced", () -> portal.output().lines().filter(line -> line.contains("module=" + name + " ") && line.contains("event=replaced")).count() == times);
            }
            var word = "round-" + round;
            Files.writeString(site.resolve("pages/round.md"), "---\ntitle: Round\naccess: public\n---\n" + word + "\n");
            Eventually.holds("an edit is still noticed", () -> anybody.get("/round").body().contains(word));
        }
    }

    @Test
    void aHundredReplacementsOfAThemeLoseNoPageMixNoneAndLeaveNothing() throws Exception {
        var themes = folder.resolve("themes");
        for (var number : List.of(0, 1)) {
            var parts = Files.createDirectories(themes.resolve("version-000" + number + "/templates/parts"));
            Files.writeString(parts.resolve("../../theme.yml").normalize(), "extends: torg\n");
            Files.writeString(parts.resolve("header.mustache"), "<header>theme " + number + "</header>\n");
            Files.writeString(parts.resolve("footer.mustache"), "<footer>theme " + number + "</footer>\n");
        }
        var settings = site.resolve("site.yml");
        var shipped = Files.readString(settings);
        var anybody = Visitor.anonymous(portal.address());
        var jane = Visitor.signIn(portal.address(), "jane@alfki.example");
        var theme = Pattern.compile("<(?:header|footer)>theme (\\d)");
        try {
            Files.writeString(settings, shipped.replace("theme: torg", "theme: version-0000"));
            Eventually.holds("the first theme", () -> anybody.get("/company").body().contains("theme 0"));
            try (var load = new Load()) {
                for (var visitor : List.of(anybody, jane)) load.ask("page", () -> visitor.get("/company"), answer -> {
                    var parts = theme.matcher(answer.body()).results().map(part -> part.group(1)).toList();
                    return answer.statusCode() == 200 && parts.size() == 2 && parts.getFirst().equals(parts.getLast()) ? "" : answer.statusCode() + " " + parts;
                });
                load.ask("orders", () -> jane.get("/orders"), ReplacementHouseTest::isWhole);
                replaceTheme(settings, shipped, 1, WARM);
                var before = Left.behind(portal, anybody);
                replaceTheme(settings, shipped, WARM + 1, WARM + 2 * REPLACEMENTS);
                var after = Left.behind(portal, anybody);
                System.out.println("replaced the theme " + 2 * REPLACEMENTS + " times; " + load.answers() + " requests; before " + before + ", after " + after);
                assertThat(load.wrong()).isEmpty();
                after.isNoMoreThan(before);
            }
        } finally {
            Files.writeString(settings, shipped);
        }
        Eventually.holds("the shipped theme", () -> anybody.get("/company").body().contains("class=\"foot\""));
    }

    private void replaceTheme(Path settings, String shipped, int first, int last) throws IOException {
        var anybody = Visitor.anonymous(portal.address());
        for (var time = first; time <= last; time++) {
            var next = time % 2;
            Files.writeString(settings, shipped.replace("theme: torg", "theme: version-000" + next));
            Eventually.holds("the other theme", () -> anybody.get("/company").body().contains("theme " + next));
        }
    }

    private static String isWhole(HttpResponse<String> answer) {
        return answer.statusCode() == 200 && !answer.body().contains("notice--danger") ? "" : answer.statusCode() + " " + answer.body();
    }

    /** The same module in another file: an entry is added. */
    private static byte[] again(Path shipped, int round) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var old = new JarFile(shipped.toFile()); var jar = new JarOutputStream(bytes, old.getManifest())) {
            for (var entry : old.stream().filter(entry -> !entry.getName().equals(JarFile.MANIFEST_NAME)).toList()) {
                jar.putNextEntry(new JarEntry(entry.getName()));
                old.getInputStream(entry).transferTo(jar);
            }
            jar.putNextEntry(new JarEntry("round.txt"));
            jar.write(String.valueOf(round).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /**
     * What there is after everything was collected that nobody holds any more.
     *
     * @param loaders of bundles: one each, and none of one that is gone
     * @param threads of the system
     */
    private record Left(int loaders, int classes, int threads) {
        static Left behind(RunningPortal portal, Visitor visitor) throws IOException, InterruptedException {
            var jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd").toString();
            var process = new ProcessBuilder(jcmd, String.valueOf(portal.process().pid()), "GC.class_histogram").redirectErrorStream(true).start();
            var alive = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            var figures = visitor.get("/metrics").body();
            return new Left(number(LOADERS, alive), figure(figures, "jvm_classes_currently_loaded"), figure(figures, "jvm_threads_current"));
        }

        void isNoMoreThan(Left before) {
            assertThat(loaders).as("class loaders of bundles; what was replaced last may still be at its end").isLessThanOrEqualTo(before.loaders + 1);
            assertThat(classes).as("classes").isLessThanOrEqualTo(before.classes + MORE_CLASSES);
            assertThat(threads).as("threads").isLessThanOrEqualTo(before.threads + MORE_THREADS);
        }

        private static int figure(String figures, String name) {
            return number(Pattern.compile("(?m)^" + name + " ([\\d]+)"), figures);
        }

        private static int number(Pattern pattern, String text) {
            var found = pattern.matcher(text);
            if (!found.find()) throw new AssertionError(pattern + " is not in\n" + text);
            return Integer.parseInt(found.group(1));
        }
    }
}

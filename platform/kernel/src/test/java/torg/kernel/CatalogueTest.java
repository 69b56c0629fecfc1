package torg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static torg.kernel.TestFramework.await;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.ConfigurationAdmin;
import torg.api.health.ModuleOffer;
import torg.api.health.Status;
import torg.api.problem.TorgException;

/** A catalogue of modules, made by the command, in a folder and behind a web server. */
class CatalogueTest {
    @TempDir
    Path temp;

    private Path place;
    private Path shipped;
    private TestFramework framework;
    private Kernel kernel;
    private SettingsFolder settings;
    private Control control;
    private Catalogue catalogue;
    private HttpServer server;
    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        shipped = Files.createDirectories(temp.resolve("shipped"));
        place = Files.createDirectories(temp.resolve("a catalogue"));
        TestJar.saying("ours", "shipped").to(shipped.resolve("ours.jar"));
        jar("weather", "1.0.0", "sunny").to(place.resolve("weather-1.0.0.jar"));
        jar("weather", "1.1.0", "rainy").header("Bundle-Description", "Says what the weather does").header("Bundle-License", "Apache-2.0").header("Torg-May", "serve weather, read account").to(place.resolve("weather 1.1.0.jar"));
        jar("weather", "2.0.0", "stormy").header("Import-Package", "torg.api.table;version=\"[7.0,8)\"").to(place.resolve("weather-2.0.0.jar"));
        jar("far", "1.0.0", "far").header("Import-Package", "com.nowhere").to(place.resolve("far.jar"));
        framework = new TestFramework(temp.resolve("cache"));
        kernel = new Kernel(framework.context(), set(place.toString()), framework.components(), new PrometheusMetrics());
        settings = new SettingsFolder(framework.context(), framework.service(ConfigurationAdmin.class), framework.components());
        control = new Control(kernel, settings);
        catalogue = new Catalogue(kernel, Duration.ofSeconds(20));
        await(() -> kernel.checks().get("modules").level() != Status.Level.NOT_READY);
    }

    private static TestJar jar(String name, String version, String word) {
        return TestJar.saying(name, word).header("Bundle-Version", version);
    }

    private TestSettings set(String where) {
        return TestSettings.of(shipped, temp.resolve("data/modules"), temp).catalogue(where);
    }

    @AfterEach
    void end() throws Exception {
        over.countDown();
        if (server != null) server.stop(0);
        kernel.stop();
        settings.stop();
        framework.close();
    }

    @Test
    void whatFitsIsFoundAndAddedFromAFolderAndWhatDoesNotSaysWhyBeforeAnythingIsGot() throws Exception {
        assertThat(CatalogueCommand.run(List.of(place.toString()))).isZero();
        assertThat(catalogue.search("")).extracting(offer -> offer.module().name() + " " + offer.module().version()).containsExactly("far 1.0.0", "weather 1.1.0");
        var weather = found("WHAT weather");
        assertThat(weather.summary() + ", " + weather.licence() + ", " + weather.module().before() + weather.module().refused()).isEqualTo("Says what the weather does, Apache-2.0, Optional.empty[]");
        assertThat(weather.module().rights().orElseThrow().said()).containsExactly("read account", "serve weather");
        assertThat(found("far").module().rights()).isEmpty();
        assertThat(weather.size()).isEqualTo(Files.size(place.resolve("weather 1.1.0.jar")));
        assertThat(found("far").module().refused()).containsExactly("it imports package com.nowhere, which nothing in the house offers; pack that library into the module, or remove the import");
        assertThat(catalogue.search("weather far")).isEmpty();

        assertThat(catalogue.<String>with("weather", "", jar -> control.add(jar).version())).as("the newest that fits").isEqualTo("1.1.0");
        await(() -> framework.words().equals(List.of("rainy", "shipped")));
        await(() -> found("weather").module().before().equals(Optional.of("1.1.0")));
        assertThat(message(() -> catalogue.with("weather", "2.0.0", control::add))).contains("it imports package torg.api.table from 7.0.0");
        assertThat(message(() -> catalogue.with("weather", "1.0.0", control::add))).contains("version 1.1.0 is there, which is newer");
        assertThat(code(() -> catalogue.with("weather", "3.0.0", control::add))).isEqualTo("modules.unknown");
    }

    @Test
    void aWebServerIsAskedAsAFolderIs() throws Exception {
        CatalogueCommand.run(List.of(place.toString()));
        server = SimpleFileServer.createFileServer(new InetSocketAddress("127.0.0.1", 0), temp, SimpleFileServer.OutputLevel.NONE);
        server.start();
        kernel.set(set(base() + "/a%20catalogue"));
        assertThat(found("weather").module().version()).isEqualTo("1.1.0");
        catalogue.with("weather", "", control::add);
        await(() -> framework.words().equals(List.of("rainy", "shipped")));
    }

    @Test
    void signaturesAreDemandedOfWhatComesFromACatalogueToo() throws Exception {
        var signer = TestSigner.make(temp, "ours");
        signer.sign(place.resolve("weather 1.1.0.jar"));
        CatalogueCommand.run(List.of(place.toString()));
        kernel.set(set(place.toString()).unsigned(false));
        assertThat(found("weather").module().signer()).as("as the catalogue says").contains("CN=ours");
        assertThat(message(() -> catalogue.with("weather", "1.0.0", control::add))).contains("it is not signed");
        assertThat(message(() -> catalogue.with("weather", "1.1.0", control::add))).contains("nobody is trusted");
        signer.trustedIn(temp.resolve("trusted"));
        catalogue.with("weather", "1.1.0", control::add);
        await(() -> framework.words().equals(List.of("rainy", "shipped")));
    }

    @Test
    void whatIsAnotherThanTheCatalogueSaysOrLiesElsewhereIsNotGot() throws Exception {
        CatalogueCommand.run(List.of(place.toString()));
        var index = Files.readString(place.resolve("index.xml"));
        jar("weather", "1.1.0", "nasty").to(place.resolve("weather 1.1.0.jar"));
        assertThat(message(() -> catalogue.with("weather", "1.1.0", control::add))).matches(".*(SHA-256 differs|larger than).*");

        jar("weather", "1.1.0", "outside").to(temp.resolve("outside.jar"));
        Files.createSymbolicLink(place.resolve("link.jar"), temp.resolve("outside.jar"));
        for (var elsewhere : List.of("../outside.jar", "%2e%2e/outside.jar", temp.resolve("outside.jar").toUri().toString(), "http://127.0.0.1:1/x.jar", "//127.0.0.1/x.jar", "link.jar", "x.jar?y", ":")) {
            Files.writeString(place.resolve("index.xml"), index.replace("./weather%201.1.0.jar", elsewhere));
            assertThat(message(() -> catalogue.with("weather", "1.1.0", control::add))).as(elsewhere).containsAnyOf("outside of itself", "a place that is none");
        }
        assertThat(framework.words()).containsExactly("shipped");
    }

    @Test
    void whatItsManifestDoesNotSayTheCatalogueDoesNotSayForIt() throws Exception {
        CatalogueCommand.run(List.of(place.toString()));
        var index = Files.readString(place.resolve("index.xml"));
        for (var tale : List.of(index.replace("read account, serve weather", "serve weather"), index.replace("\"1.1.0\"", "\"1.9.0\""), index.replace("\"weather\"", "\"sunshine\""))) {
            Files.writeString(place.resolve("index.xml"), tale);
            var offer = catalogue.search("weather").stream().findFirst().orElseThrow().module();
            assertThat(message(() -> catalogue.with(offer.name(), offer.version(), control::add))).contains("it is another than the catalogue says");
        }
        Files.writeString(place.resolve("index.xml"), index.replace("read account, serve weather", "read account, fly weather"));
        assertThat(found("weather").module().version()).as("the others are there").isNotEqualTo("1.1.0");
        assertThat(framework.words()).containsExactly("shipped");
    }

    @Test
    void aServerThatLeadsElsewhereSendsTooMuchOrNeverEndsIsLeft() throws Exception {
        CatalogueCommand.run(List.of(place.toString()));
        var index = Files.readAllBytes(place.resolve("index.xml"));
        var secret = new AtomicInteger();
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/secret", exchange -> {
            secret.incrementAndGet();
            exchange.sendResponseHeaders(200, index.length);
            exchange.getResponseBody().write(index);
            exchange.close();
        });
        server.createContext("/led/", exchange -> {
            exchange.getResponseHeaders().add("Location", base() + "/secret");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/much/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                for (var sent = 0; sent < 64; sent++) body.write(new byte[1 << 20]);
            }
        });
        server.createContext("/slow/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('<');
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        var hasty = new Catalogue(kernel, Duration.ofSeconds(2));
        kernel.set(set(base() + "/led/"));
        assertThat(message(() -> catalogue.search(""))).contains("status 302");
        assertThat(secret).hasValue(0);
        kernel.set(set(base() + "/much/"));
        assertThat(message(() -> catalogue.search(""))).contains("more than");
        kernel.set(set(base() + "/slow/"));
        assertThat(message(() -> hasty.search(""))).contains("it does not answer within 2 s");
        kernel.set(set("http://127.0.0.1:1"));
        assertThat(message(() -> catalogue.search(""))).contains("it does not answer");
    }

    @Test
    void whatIsNoCatalogueOrMayBeNoneIsToldInWords() throws Exception {
        assertThat(message(() -> catalogue.search(""))).isEqualTo("the catalogue cannot be read: there is no file 'index.xml'");
        for (var bad : List.of("http://example.com/", "http://localhost/", "http://127.0.0.1@example.com/", "ftp://127.0.0.1/", "file:///etc/", "https://user:word@example.com/", "https:///x", "https://example.com/?x")) {
            kernel.set(set(bad));
            assertThat(message(() -> catalogue.search(""))).as(bad).contains("expected a folder, an address that begins with https://");
        }
        kernel.set(set(""));
        assertThat(catalogue.isThere()).isFalse();
        assertThat(code(() -> catalogue.search(""))).isEqualTo("modules.no-catalogue");

        kernel.set(set(place.toString()));
        Files.writeString(temp.resolve("secret"), "hush");
        for (var bad : List.of("", "no xml", "<repository><resource>", "<!DOCTYPE r [<!ENTITY x SYSTEM \"" + temp.resolve("secret").toUri() + "\">]><repository><resource>&x;</resource></repository>")) {
            Files.writeString(place.resolve("index.xml"), bad);
            assertThat(message(() -> catalogue.search(""))).as(bad).contains("it is no index as OSGi writes it").doesNotContain("hush");
        }
        Files.writeString(place.resolve("index.xml"), "<repository>" + "<resource/>".repeat(50) + "</repository>", StandardCharsets.UTF_8);
        assertThat(catalogue.search("")).as("what says no name is no module").isEmpty();
    }

    @Test
    void aModuleThatActsWithWhatNobodyUnderstandsHidesNoOtherNorDoesOneThatNamesManyTables() throws Exception {
        CatalogueCommand.run(List.of(place.toString()));
        var index = Files.readString(place.resolve("index.xml"));
        Files.writeString(place.resolve("index.xml"), index.replace("serve weather", "wish for rain"));
        assertThat(catalogue.search("")).extracting(offer -> offer.module().name() + " " + offer.module().version()).containsExactly("far 1.0.0", "weather 1.0.0");

        var many = IntStream.range(0, 150).mapToObj(number -> "read a_table_with_rather_a_long_name_" + number).collect(Collectors.joining(", "));
        Files.writeString(place.resolve("index.xml"), index.replace("serve weather", many));
        assertThat(found("weather").module().rights().orElseThrow().said()).hasSize(151);
    }

    @Test
    void theCommandLeavesOutWhatIsNoModuleAndSaysSo() throws Exception {
        Files.writeString(place.resolve("broken.jar"), "x");
        assertThat(CatalogueCommand.run(List.of(place.toString()))).isEqualTo(1);
        assertThat(catalogue.search("")).hasSize(2);
        try (var left = Files.list(place)) {
            assertThat(left.map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".jar"))).containsExactly("index.xml");
        }
        assertThatThrownBy(() -> CatalogueCommand.run(List.of(place.resolve("none").toString()))).hasMessageContaining("is no folder");
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private ModuleOffer found(String words) {
        return catalogue.search(words).getFirst();
    }

    private static String message(Runnable act) {
        return catchThrowableOfType(TorgException.class, act::run).getMessage();
    }

    private static String code(Runnable act) {
        return catchThrowableOfType(TorgException.class, act::run).code();
    }
}

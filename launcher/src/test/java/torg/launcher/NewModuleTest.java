package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.program.Refusal;

/** A new module has nothing left of the names of the one that it is made of; that it builds and runs is told by the tutorial that makes one, which a house test follows. */
class NewModuleTest {
    @TempDir
    private Path temp;

    /** As the house is packed. */
    @BeforeEach
    void packTheExamples() throws IOException {
        pack("../modules/example", "home/new/component");
        pack("../modules/example-connector", "home/new/connector");
    }

    private void pack(String example, String place) throws IOException {
        for (var file : files(Path.of(example)).entrySet()) {
            var target = temp.resolve(place).resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
    }

    @Test
    void whatOthersCallItByIsItsOwn() throws IOException {
        assertThat(make("our-weather", "--package", "com.acme.sky")).contains("the module 'com.acme.sky' is in " + temp.resolve("our-weather") + ";");

        var files = files(temp.resolve("our-weather"));
        assertThat(files).containsOnlyKeys("README.md", "bnd.bnd", "pom.xml", "src/main/java/com/acme/sky/Greeter.java", "src/main/java/com/acme/sky/OurWeatherComponent.java",
                "src/main/java/com/acme/sky/OurWeatherResource.java", "src/main/java/com/acme/sky/package-info.java", "src/main/resources/com/acme/sky/messages.nb.properties",
                "src/main/resources/com/acme/sky/messages.properties", "src/main/resources/com/acme/sky/templates/components/our-weather.mustache", "src/test/java/com/acme/sky/OurWeatherTest.java");
        assertThat(files.values()).noneMatch(text -> text.matches("(?si).*(torg.example|\\bexample\\b|greetingc|greetingr|component: greeting).*"));
        assertThat(files.get("pom.xml")).contains("<relativePath/></parent>\n  <groupId>com.acme</groupId>\n  <artifactId>com.acme.sky</artifactId>\n  <name>Our weather</name>");
        assertThat(files.get("bnd.bnd")).as("it may answer at its own address").isEqualTo("Torg-May: read *, serve our-weather\n");
        assertThat(files.get("src/main/java/com/acme/sky/OurWeatherComponent.java")).contains("return \"our-weather\";", "\"components/our-weather\"", "{@code component: our-weather}");
        assertThat(files.get("src/main/java/com/acme/sky/OurWeatherResource.java")).contains("@Path(\"our-weather\")", "@Path(\"greeting\")", "\"our-weather.name-too-long\"");
        assertThat(files.get("src/main/java/com/acme/sky/Greeter.java")).contains("configurationPid = \"com.acme.sky\"", "settings/com.acme.sky.properties", "return \"our-weather\";", "\"our-weather.hello\"");
        assertThat(files.get("src/main/resources/com/acme/sky/messages.properties")).contains("our-weather.hello=", "our-weather.guest=");
    }

    @Test
    void aConnectorIsCalledByItsOwnNameToo() throws IOException {
        make("our-stock", "--kind", "connector", "--package", "com.acme.stock");

        var files = files(temp.resolve("our-stock"));
        assertThat(files).containsOnlyKeys("README.md", "bnd.bnd", "pom.xml", "src/main/java/com/acme/stock/OurStockConnector.java", "src/main/java/com/acme/stock/RecordFolder.java",
                "src/main/java/com/acme/stock/package-info.java", "src/test/java/com/acme/stock/OurStockConnectorTest.java");
        assertThat(files.values()).noneMatch(text -> text.matches("(?si).*(torg.example|\\bexample\\b|folderc).*"));
        assertThat(files.get("pom.xml")).contains("<relativePath/></parent>\n  <groupId>com.acme</groupId>\n  <artifactId>com.acme.stock</artifactId>\n  <name>Our stock</name>");
        assertThat(files.get("src/main/java/com/acme/stock/OurStockConnector.java")).contains("configurationPid = \"com.acme.stock\"", "return \"our-stock\";", "\"our-stock.no-lines\"", "String folder();");
        refused("--kind 'cookbook' is not known; it is one of component, connector", "weather", "--kind", "cookbook");
    }

    @Test
    void itsPackageIsOfItsNameUnlessSaid() throws IOException {
        assertThat(make("our-weather")).contains("the module 'com.example.our.weather'");
        assertThat(temp.resolve("our-weather/src/main/java/com/example/our/weather/Greeter.java")).isRegularFile();
    }

    @Test
    void aNameThatWouldNotBuildOrIsTakenIsRefusedBeforeAnythingIsMade() throws IOException {
        for (var name : List.of("Weather", "../weather", "9-lives", "new_one", "x".repeat(41))) refused("is no name", name);
        for (var root : List.of("", "Com.acme", "com..acme", "com.acme.", "com.acme/x", "com.acme.new", "a-b", "x".repeat(101))) refused("is no package", "weather", "--package", root);
        for (var root : List.of("torg", "torg.sync", "java.util")) refused("is not yours; use one such as com.acme.weather", "weather", "--package", root);
        refused("is no package", "new");
        refused("is no folder", "weather", "--in", temp.resolve("nowhere").toString());
        assertThat(temp.toFile().list()).containsExactly("home");

        make("weather");
        refused("is there already, and stays as it is", "weather");
    }

    private String make(String... words) throws IOException {
        var arguments = new ArrayList<>(List.of("module", "--in", temp.toString()));
        arguments.addAll(List.of(words));
        return new New(new Home(temp.resolve("home"))).make(arguments);
    }

    private void refused(String message, String... words) {
        assertThatThrownBy(() -> make(words)).isInstanceOf(Refusal.class).hasMessageContaining(message);
    }

    private static Map<String, String> files(Path folder) throws IOException {
        var files = new TreeMap<String, String>();
        try (var paths = Files.walk(folder)) {
            for (var path : paths.filter(Files::isRegularFile).filter(path -> !path.toString().contains("/target/")).toList()) files.put(folder.relativize(path).toString(), Files.readString(path));
        }
        return files;
    }
}

package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.program.Refusal;

/** A room is told what follows from the command line, unless a file in the data folder says otherwise. */
class RoomSettingsTest {
    @TempDir
    Path folder;

    private static RoomSettings table() {
        var options = Options.parse(List.of("--no-demo"), new Home(Path.of("/house")), Path.of("/state"));
        return RoomSettings.of(options, Path.of("/data"), URI.create("http://127.0.0.1:8090"));
    }

    @Test
    void followTheCommandLine() {
        var byPid = table().byPid();

        assertThat(byPid.get("torg.store")).containsEntry("url", "jdbc:h2:file:/data/store/torg");
        assertThat(byPid.get("torg.content.files")).containsEntry("content", "/house/content").containsEntry("history", "/data/content-history")
                .containsEntry("shipped-content", "/house/content").containsEntry("shipped-themes", "/house/themes").containsEntry("shipped", "/data/content-shipped");
        assertThat(byPid.get("torg.site")).containsEntry("site", "customer-portal");
        assertThat(byPid.get("torg.search.lucene")).containsEntry("folder", "/data/search");
        assertThat(byPid.get("torg.identity.local")).containsEntry("demo", "false");
    }

    @Test
    void theErpHasItsConnectorAndTheMapsOfOthersRest() {
        assertThat(erp().get("torg.connector.dynamics")).containsEntry("url", "http://erp");
        assertThat(erp().get("torg.sync")).containsEntry("without", "tryton");
        assertThat(erp("--erp", "tryton")).doesNotContainKey("torg.connector.dynamics");
        assertThat(erp("--erp", "tryton").get("torg.sync")).containsEntry("without", "dynamics");
    }

    @Test
    void onlyTheDemosOwnPasswordIsKnownHere() {
        assertThat(erp("--erp", "tryton").get("torg.connector.tryton")).containsEntry("url", "http://erp").containsEntry("user", "portal").containsKey("password");
        assertThat(erp("--erp", "tryton", "--erp-url", "http://erp").get("torg.connector.tryton")).containsExactly(Map.entry("url", "http://erp"));
    }

    private static Map<String, Map<String, String>> erp(String... options) {
        return RoomSettings.of(Options.parse(List.of(options), new Home(Path.of("/house")), Path.of("/state")), Path.of("/data"), URI.create("http://erp")).byPid();
    }

    @Test
    void aRepositoryTakesThePlaceOfTheFoldersWhichAreWhatShips() {
        assertThat(git("/sites.git")).containsExactlyInAnyOrderEntriesOf(Map.of("repository", "/sites.git", "remote", "", "content", "/house/content", "themes", "/house/themes"));
        assertThat(git("https://git.example/site.git")).containsEntry("repository", "/data/content.git").containsEntry("remote", "https://git.example/site.git");
    }

    private static Map<String, String> git(String repository) {
        var options = Options.parse(List.of("--content-git", repository), new Home(Path.of("/house")), Path.of("/state"));
        var byPid = RoomSettings.of(options, Path.of("/data"), URI.create("http://127.0.0.1:8090")).byPid();
        assertThat(byPid).doesNotContainKey("torg.content.files");
        return byPid.get("torg.content.git");
    }

    @Test
    void areOverriddenKeyByKeyByAFile() throws IOException {
        Files.writeString(folder.resolve("torg.connector.dynamics.properties"), "url = https://erp.example\ncompany = usmf\n");

        var settings = table().overriddenBy(folder).byPid();

        assertThat(settings.get("torg.connector.dynamics")).containsExactlyInAnyOrderEntriesOf(Map.of("url", "https://erp.example", "company", "usmf"));
        assertThat(settings.get("torg.store")).isEqualTo(table().byPid().get("torg.store"));
    }

    @Test
    void reachModulesThatTheTableDoesNotKnow() throws IOException {
        Files.writeString(folder.resolve("acme.widget.properties"), "colour = green\n");

        assertThat(table().overriddenBy(folder).byPid()).containsEntry("acme.widget", Map.of("colour", "green"));
    }

    @Test
    void stayAsTheyAreWithoutAFolder() {
        assertThat(table().overriddenBy(folder.resolve("none"))).isEqualTo(table());
    }

    @Test
    void nameTheFileThatCannotBeRead() throws IOException {
        Files.writeString(folder.resolve("acme.properties"), "colour = \\u12");

        assertThatThrownBy(() -> table().overriddenBy(folder)).isInstanceOf(Refusal.class).hasMessageContaining("acme.properties");
    }

    @Test
    void nameTheFileThatIsInAnotherEncoding() throws IOException {
        Files.write(folder.resolve("acme.properties"), "colour = gr\u00fcn".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> table().overriddenBy(folder)).isInstanceOf(Refusal.class).hasMessageContaining("acme.properties' is not written in UTF-8");
    }
}

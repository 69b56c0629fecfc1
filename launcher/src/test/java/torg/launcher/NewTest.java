package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.program.Refusal;

class NewTest {
    @TempDir
    private Path temp;

    private final New command = new New(new Home(Path.of("src/main/dist")));

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(temp.resolve("torg"));
    }

    @Test
    void aSiteIsInItsLanguagesAlone() throws IOException {
        make("site", "our-shop", "--content", temp.toString());
        assertThat(text("our-shop/site.yml")).contains("name: \"Our shop\"\n", "languages: [en]\n");
        assertThat(text("our-shop/pages/index.md")).contains("title: \"Home\"\n", "Welcome.").doesNotContain("Hjem");
        assertThat(temp.resolve("our-shop/pages/index.nb.md")).doesNotExist();

        make("site", "butikk", "--languages", "nb", "--content", temp.toString());
        assertThat(text("butikk/pages/index.md")).contains("title: \"Hjem\"\n", "Velkommen.").doesNotContain("Welcome");
        assertThat(temp.resolve("butikk/pages/index.nb.md")).doesNotExist();

        make("site", "both", "--languages", "nb, en", "--content", temp.toString());
        assertThat(text("both/site.yml")).contains("languages: [nb, en]\n");
        assertThat(text("both/pages/index.md")).contains("title: {en: \"Home\", nb: \"Hjem\"}\n", "Velkommen.");
        assertThat(text("both/pages/index.en.md")).startsWith("---\n---\n").contains("Welcome.");
    }

    @Test
    void noPlaceIsLeftOpen() throws IOException {
        make("site", "our-shop", "--languages=en,nb", "--content", temp.toString());

        try (var files = Files.walk(temp.resolve("our-shop"))) {
            assertThat(files.filter(Files::isRegularFile).toList()).hasSizeGreaterThan(20).allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern("@[a-z]+@").doesNotContainIgnoringCase("northwind"));
        }
    }

    @Test
    void aThemeStandsOnOneThatIsThere() throws IOException {
        assertThat(make("theme", "ours", "--themes", temp.toString())).contains("write 'theme: ours' into a site's site.yml");
        assertThat(text("ours/theme.yml")).isEqualTo("label: Ours\nextends: torg\n");
        refused("there is no theme 'nothing'", "theme", "x", "--extends", "nothing", "--themes", temp.toString());
        refused("there is no theme '../torg'", "theme", "x", "--extends", "../torg", "--themes", temp.resolve("torg").toString());
    }

    @Test
    void whatIsThereStaysAsItIs() throws IOException {
        Files.createDirectory(temp.resolve("shop"));
        refused("is there already, and stays as it is", "site", "shop", "--content", temp.toString());
        refused("is there already, and stays as it is", "theme", "torg", "--themes", temp.toString());
        assertThat(temp.resolve("shop")).isEmptyDirectory();
        refused("is no folder", "site", "shop", "--content", temp.resolve("nowhere").toString());
    }

    @Test
    void aNameIsCheckedBeforeAnythingIsMade() {
        for (var name : List.of("../x", "a/b", "Shop", "-a", "a-", "a--b", "", ".", "x".repeat(41), "a b", "å")) refused(name.isEmpty() ? "is no name" : "is", "site", "--content", temp.toString(), name);
        refused("one name is needed: torg new site NAME", "site", "--content", temp.toString());
        refused("one name is needed", "site", "a", "b", "--content", temp.toString());
        refused("--languages 'en,de' is not known", "site", "a", "--languages", "en,de", "--content", temp.toString());
        refused("--languages 'en,en' is not known", "site", "a", "--languages", "en,en", "--content", temp.toString());
        refused("torg new makes a site, a theme or a module", "page");
        refused("torg new makes a site, a theme or a module");
        assertThat(temp.toFile().list()).containsExactly("torg");
    }

    private String make(String... words) throws IOException {
        return command.make(List.of(words));
    }

    private void refused(String message, String... words) {
        assertThatThrownBy(() -> make(words)).isInstanceOf(Refusal.class).hasMessageContaining(message);
    }

    private String text(String path) throws IOException {
        return Files.readString(temp.resolve(path));
    }
}

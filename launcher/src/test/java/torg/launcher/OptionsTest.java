package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.program.Refusal;

/** What run takes, what it assumes when told nothing, and what it refuses. */
class OptionsTest {
    private static final Home HOME = new Home(Path.of("/house"));

    private static Options parse(String... words) {
        return Options.parse(List.of(words), HOME, Path.of("/state"));
    }

    @Test
    void hasADefaultForEverything() {
        var options = parse();

        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.bind().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(options.data()).isEqualTo(Path.of("/state/torg"));
        assertThat(options.content()).isEqualTo(Path.of("/house/content"));
        assertThat(options.themes()).isEqualTo(Path.of("/house/themes"));
        assertThat(options.modules()).containsExactly(Path.of("/house/modules"));
        assertThat(options.erpPort()).isEqualTo(8090);
        assertThat(options.erp()).isEqualTo(ErpKind.DYNAMICS);
        assertThat(options.erpUrl()).isEmpty();
        assertThat(options.demo()).isTrue();
    }

    @Test
    void takesTheLaterOfTwoValues() {
        assertThat(parse("--content", "/a", "--content", "/b").content()).isEqualTo(Path.of("/b"));
    }

    @Test
    void watchesTheFoldersOfThePersonAfterTheShippedOne() {
        assertThat(parse("--modules", "/mine, /yours").modules()).containsExactly(Path.of("/house/modules"), Path.of("/mine"), Path.of("/yours"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://erp.example", "http://erp.example/", "http://erp.example/data", "http://erp.example/data/"})
    void takesAnErpThatRunsAlreadyByEitherOfItsAddresses(String url) {
        assertThat(parse("--erp-url", url).erpUrl()).contains(URI.create("http://erp.example"));
    }

    @Test
    void refusesToShowTheDemoSignInsToOtherMachines() {
        assertThatThrownBy(() -> parse("--bind", "0.0.0.0")).isInstanceOf(Refusal.class).hasMessageContaining("--no-demo");
        assertThat(parse("--bind", "0.0.0.0", "--no-demo").demo()).isFalse();
    }

    @Test
    void takesAValueBehindAnEqualsSign() {
        assertThat(parse("--port=8283").port()).isEqualTo(8283);
        assertThat(parse("--erp-url=http://erp.example/a=b").erpUrl()).contains(URI.create("http://erp.example/a=b"));
        assertThatThrownBy(() -> parse("--no-demo=yes")).isInstanceOf(Refusal.class).hasMessageContaining("'--no-demo=yes'");
    }

    @Test
    void namesAFolderThatIsNotThere(@TempDir Path temp) throws IOException {
        for (var name : List.of("content", "themes", "modules", "mine")) Files.createDirectory(temp.resolve(name));
        Files.createDirectory(temp.resolve("content/customer-portal"));
        var home = new Home(temp);
        Options.parse(List.of("--modules", temp.resolve("mine").toString()), home, temp).demandFolders();

        for (var option : List.of("--content", "--themes", "--modules")) {
            assertThatThrownBy(Options.parse(List.of(option, "/nowhere"), home, temp)::demandFolders).isInstanceOf(Refusal.class).hasMessageContaining(option + " '/nowhere' is no folder").hasMessageEndingWith("make it first: mkdir -p '/nowhere'");
        }
    }

    @Test
    void namesASiteThatIsNotThere(@TempDir Path temp) throws IOException {
        for (var name : List.of("content/shop", "themes", "modules")) Files.createDirectories(temp.resolve(name));
        var home = new Home(temp);
        assertThat(Options.parse(List.of("--site", "shop"), home, temp).site()).isEqualTo("shop");
        Options.parse(List.of("--site", "shop"), home, temp).demandFolders();

        for (var site : List.of("shp", "", ".", "..", "../content/shop")) {
            assertThatThrownBy(Options.parse(List.of("--site", site), home, temp)::demandFolders).isInstanceOf(Refusal.class).hasMessageContaining("--site '" + site + "' is no folder");
        }
    }

    @Test
    void aSiteMayLieInTheRepositoryOnly(@TempDir Path temp) throws IOException {
        for (var name : List.of("content", "themes", "modules")) Files.createDirectories(temp.resolve(name));
        var home = new Home(temp);
        Options.parse(List.of("--site", "shop", "--content-git", "/sites.git"), home, temp).demandFolders();

        for (var site : List.of("", ".", "..", "../content/shop")) {
            assertThatThrownBy(Options.parse(List.of("--site", site, "--content-git", "/sites.git"), home, temp)::demandFolders).isInstanceOf(Refusal.class).hasMessageContaining("--site '" + site + "' is no name");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"git@github.com:org/site.git", "git@github.com:site.git", "ssh://git@github.com/org/site.git"})
    void refusesARepositoryBehindSsh(String address) {
        assertThatThrownBy(() -> parse("--content-git", address)).isInstanceOf(Refusal.class).hasMessageContaining("--content-git '" + address + "'").hasMessageContaining("https://");
        assertThat(parse("--content-git", "/home/me@work/site.git").contentGit()).contains("/home/me@work/site.git");
    }

    @Test
    void namesAnUnknownOption() {
        assertThatThrownBy(() -> parse("--prot", "1")).isInstanceOf(Refusal.class).hasMessageContaining("'--prot'");
    }

    @Test
    void namesAnOptionThatLacksItsValue() {
        assertThatThrownBy(() -> parse("--port")).isInstanceOf(Refusal.class).hasMessageContaining("'--port' needs a value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "65536", "eighty", "999999999999"})
    void refusesWhatIsNoPort(String port) {
        assertThatThrownBy(() -> parse("--port", port)).isInstanceOf(Refusal.class).hasMessageContaining("--port '" + port + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"erp.example", "ftp://erp.example", "http:///data", "http://a b/"})
    void refusesWhatIsNoAddressOfAnErp(String url) {
        assertThatThrownBy(() -> parse("--erp-url", url)).isInstanceOf(Refusal.class).hasMessageContaining("--erp-url");
    }
}

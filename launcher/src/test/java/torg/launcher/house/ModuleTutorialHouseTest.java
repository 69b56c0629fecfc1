package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import torg.launcher.OwnPortal;
import torg.launcher.RunningPortal;

/** Does what {@code modules/README.md} tells a newcomer, word for word: its commands in their order, its lines in the files that it names. */
@OwnPortal
class ModuleTutorialHouseTest {
    private static final Path SOURCES = Path.of("..").toAbsolutePath().normalize();
    private static final Path PACKED = Path.of("target/torg").toAbsolutePath();
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
    private static final Pattern PLACED = Pattern.compile("(?ms)^```yaml\n(components:\n.*?)^```$");
    private static final Pattern WORD = Pattern.compile("(?m)^weather\\.hello=.*$");
    private static final String RUN = "launcher/torg run ";
    /** Maven starts three times, on a machine that may do other things as well. */
    private static final int MINUTES = 10;

    @TempDir
    private Path home;
    private Path checkout;

    /** A checkout of what the tutorial installs, whose command is the one just packed; and a local repository that shares what Maven has fetched, and nothing of Torg. */
    @BeforeEach
    void lookLikeANewcomers() throws IOException {
        checkout = Files.createDirectory(home.resolve("checkout"));
        copy(SOURCES, checkout, file -> file.endsWith("pom.xml"));
        for (var room : List.of("platform/api", "platform/testkit")) copy(SOURCES.resolve(room), checkout.resolve(room), _ -> true);
        copy(SOURCES.resolve("content"), checkout.resolve("content"), _ -> true);
        Files.createSymbolicLink(checkout.resolve("launcher/torg"), PACKED.resolve("bin/torg"));

        var repository = Files.createDirectory(home.resolve("repository"));
        try (var fetched = Files.list(Path.of(System.getProperty("torg.repository")))) {
            for (var group : fetched.filter(group -> !group.endsWith("torg")).toList()) Files.createSymbolicLink(repository.resolve(group.getFileName()), group);
        }
    }

    @Test
    @Timeout(value = 3 * MINUTES, unit = TimeUnit.MINUTES)
    void theTutorialHolds() throws Exception {
        var tutorial = Files.readString(SOURCES.resolve("modules/README.md"));
        var commands = COMMANDS.matcher(tutorial).results().flatMap(block -> block.group(1).lines()).toList();
        var run = commands.stream().filter(line -> line.startsWith(RUN)).findFirst().orElseThrow();
        var ask = commands.stream().filter(line -> line.startsWith("curl ")).findFirst().orElseThrow();

        for (var command : commands.subList(0, commands.indexOf(run))) shell(command);
        try (var portal = RunningPortal.start(home.resolve("data"), words(run, "--content", checkout.resolve("content").toString()))) {
            var here = ask.replace("http://127.0.0.1:8080", portal.address().toString());
            Eventually.holds("the module answers", () -> said(here).equals("{\"text\":\"Hello, Bergen!\"}"));

            place(first(PLACED, tutorial, 1));
            Eventually.holds("its component is on the page", () -> said("curl -s '" + portal.address() + "/company'").contains("<p class=\"notice notice--info\">Hello, Bergen!</p>"));

            var words = home.resolve("weather/src/main/resources/com/acme/weather/messages.properties");
            Files.writeString(words, WORD.matcher(Files.readString(words)).replaceFirst(Matcher.quoteReplacement(first(WORD, tutorial, 0))));
            for (var command : commands.subList(commands.indexOf(ask) + 1, commands.size())) shell(command);
            Eventually.holds("what was changed is there", () -> said(here).equals("{\"text\":\"Good day, Bergen!\"}"));
            assertThat(portal.output()).contains("module=com.acme.weather ", "event=replaced");
        }
    }

    /** The options of the tutorial's line, and further ones. */
    private String[] words(String run, String... further) {
        var given = Stream.of(run.substring(RUN.length()).split(" ")).map(word -> word.replaceFirst("^~", home.toString()));
        return Stream.concat(given, Stream.of(further)).toArray(String[]::new);
    }

    /** In the front matter of the page that the tutorial names. */
    private void place(String components) throws IOException {
        var page = checkout.resolve("content/customer-portal/pages/company.md");
        Files.writeString(page, Files.readString(page).replaceFirst("\n---\n", "\n" + components + "---\n"));
    }

    private void shell(String command) throws IOException, InterruptedException {
        var said = home.resolve("said.txt");
        var builder = new ProcessBuilder("sh", "-c", command).directory(checkout.toFile()).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("MAVEN_OPTS", "-Dmaven.repo.local=" + home.resolve("repository"));
        var process = builder.start();
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("'%s' ends", command).isTrue();
        assertThat(process.exitValue()).as("'%s' said:\n%s", command, Files.readString(said)).isZero();
    }

    /** What a command says; nothing while it does not succeed. */
    private String said(String command) {
        try {
            shell(command);
            return Files.readString(home.resolve("said.txt")).strip();
        } catch (AssertionError e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String first(Pattern pattern, String text, int group) {
        return pattern.matcher(text).results().findFirst().orElseThrow(() -> new AssertionError("the tutorial has nothing like " + pattern)).group(group);
    }

    private static void copy(Path from, Path to, Predicate<Path> wanted) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).filter(file -> !from.relativize(file).toString().matches("(.*/)?(target|\\.git)/.*")).filter(wanted).toList()) {
                var target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}

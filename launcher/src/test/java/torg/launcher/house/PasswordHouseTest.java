package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.launcher.Command;
import torg.launcher.OwnPortal;
import torg.launcher.RunningPortal;

/** A portal without its demo: whoever runs it gives people their passwords, and they change them. */
@OwnPortal
class PasswordHouseTest {
    private static final String JANE = "jane@alfki.example";
    private static final String FIRST = "given by the order desk";
    private static final String SECOND = "chosen by Jane herself";
    private static final String THIRD = "given by the order desk once more";
    @TempDir
    private Path data;

    @Test
    void somebodyIsGivenAPasswordAndChangesIt() throws Exception {
        try (var portal = RunningPortal.start(data, "--no-demo")) {
            Eventually.holds("Jane has come from the ERP and has a password", () -> given(FIRST, JANE, "--roles", "authorized-user").equals("0 The password of "
                    + JANE + " is set. Whoever was signed in with another is out."));
            var jane = Visitor.signIn(portal.address(), JANE, FIRST);
            assertThat(jane.rows("salesorder")).isNotEmpty();
            assertThat(given(FIRST, "nobody@alfki.example")).isEqualTo("2 torg: the password of nobody@alfki.example was not set: no contact has its e-mail address");
            assertThat(given("short", JANE)).startsWith("2 torg: the password is too short");

            var elsewhere = Visitor.signIn(portal.address(), JANE, FIRST);
            var program = elsewhere.program(RevocationHouseTest.token(elsewhere, "{\"name\":\"before\"}"));
            assertThat(program.rows("salesorder")).isNotEmpty();
            var profile = jane.get("/profile").body();
            assertThat(profile).contains("Change your password");
            var form = profile.replaceAll("(?s).*<section class=\"[^\"]*\" id=\"(c\\d+)\">\\s*<h2[^>]*>Change your password.*", "$1");
            var wrong = jane.submit("/profile", Map.of("_component", form, "old", "not this one", "new", SECOND, "repeated", SECOND));
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("This is not your current password.").doesNotContain("not this one").doesNotContain(SECOND);
            var changed = jane.submit("/profile", Map.of("_component", form, "old", FIRST, "new", SECOND, "repeated", SECOND));
            assertThat(changed.statusCode()).as(changed.body()).isEqualTo(303);
            var after = URI.create("/profile").resolve(changed.headers().firstValue("Location").orElseThrow());
            assertThat(jane.get(after.getRawPath() + "?" + after.getRawQuery()).body()).contains("Your password is changed.");
            assertThat(elsewhere.get("/profile").statusCode()).isEqualTo(302);
            assertThat(List.of(elsewhere.get("/api/tables/salesorder").statusCode(), program.get("/api/tables/salesorder").statusCode())).containsOnly(401);

            var again = Visitor.signIn(portal.address(), JANE, SECOND);
            var later = again.program(RevocationHouseTest.token(again, "{\"name\":\"after\"}"));
            assertThat(later.rows("salesorder")).isNotEmpty();
            assertThat(given(THIRD, JANE)).startsWith("0 ");
            for (var visitor : List.of(jane, again, later)) assertThat(visitor.get("/api/tables/salesorder").statusCode()).isEqualTo(401);
            assertThat(Visitor.signIn(portal.address(), JANE, THIRD).rows("salesorder")).isNotEmpty();
            assertThat(data.resolve("passwords")).isEmptyDirectory();
        }
        assertThat(traces(FIRST)).isEmpty();
        assertThat(traces(SECOND)).isEmpty();
        assertThat(traces(THIRD)).isEmpty();
    }

    private String given(String password, String... words) {
        try {
            return Command.torg(password, Stream.concat(Stream.of("password", "--data", data.toString()), Stream.of(words)).toList());
        } catch (IOException e) {
            throw new AssertionError("torg password cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Files of the portal in which this can be read. */
    private List<Path> traces(String password) throws IOException {
        var found = new ArrayList<Path>();
        try (var files = Files.walk(data)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(password)) found.add(file);
            }
        }
        return found;
    }
}

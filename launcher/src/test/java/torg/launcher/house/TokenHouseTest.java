package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import torg.launcher.Command;

/** Whoever runs the portal makes, lists and revokes tokens with a command. */
class TokenHouseTest {
    private final Portal portal = Portal.shared();
    private final Path data = portal.settings().resolveSibling(".").normalize();

    @Test
    void aTokenInSomebodysNameIsMadeListedAndRevoked() throws Exception {
        var made = said("sam@alfki.example", "--name", "sam's sync", "--tables", "salesorder");
        assertThat(made).matches("0 torg_[A-Za-z0-9_-]{43}");
        var program = portal.anonymous().program(made.substring(2));
        assertThat(program.rows("salesorder")).hasSameSizeAs(portal.signIn("sam@alfki.example").rows("salesorder")).isNotEmpty();
        assertThat(program.order("command", "11").statusCode()).isEqualTo(403);

        var line = said("list").lines().filter(text -> text.contains("sam's sync")).findFirst().orElseThrow();
        assertThat(line).contains("in the name of ALFKI-", "account ALFKI", "reads", "used ").doesNotContain(made.substring(2));

        assertThat(said("revoke", line.replaceFirst("^0 ", "").split(" ")[0])).isEqualTo("0 The token is revoked.");
        assertThat(program.get("/api/session").statusCode()).isEqualTo(401);
        try (var files = Files.list(data.resolve("passwords"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aProgramOfItsOwnHasTheRolesAndTheAccountItIsGiven() throws Exception {
        var program = portal.anonymous().program(said("--name", "feed", "--roles", "customer-representative", "--account", "ANATR", "--write").substring(2));

        assertThat(AccountsHouseTest.session(program).path("kind").asText()).isEqualTo("client");
        assertThat(program.rows("salesorder")).isNotEmpty().allMatch(row -> row.path("account").asText().equals("ANATR"));
        assertThat(program.get("/api/content/pages/orders").statusCode()).isEqualTo(200);
        assertThat(program.get("/api/content/pages/orders/new").statusCode()).isEqualTo(200);
        assertThat(program.get("/api/content/pages/profile").statusCode()).isEqualTo(200);
        assertThat(program.order("feed", "11").statusCode()).as("it is no contact, so nobody orders").isEqualTo(403);
    }

    @Test
    void whatCannotBeIsTold() throws Exception {
        assertThat(said("nobody@alfki.example", "--name", "x")).isEqualTo("2 torg: nobody with that e-mail address may sign in");
        assertThat(said("sam@alfki.example", "--name", "x", "--account", "ANATR")).isEqualTo("2 torg: nobody with that e-mail address may sign in and act for that account");
        assertThat(said("--name", "x")).startsWith("2 torg: such a token cannot be made: name web roles that you may give");
        assertThat(said("sam@alfki.example", "--name", "x", "--roles", "administrator", "--days", "9999")).contains("366 days", "web roles");
        assertThat(said("revoke", "nosuch")).isEqualTo("2 torg: there is no token of this id");
        assertThat(said("revoke", "-bS5d2VaRURKAwh-ojNPNCsEe16injxZVoFN7a2wNUI")).as("an id as one in 64 is").isEqualTo("2 torg: there is no token of this id");
        assertThat(said("--nam", "x")).startsWith("2 torg: option '--nam' is unknown");
        assertThat(said()).startsWith("2 torg: what is to be done?");
    }

    private String said(String... words) throws IOException, InterruptedException {
        return Command.torg("", Stream.concat(Stream.of("token", "--data", data.toString()), Stream.of(words)).toList());
    }
}

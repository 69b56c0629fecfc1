package torg.identity.local.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Write;
import torg.identity.local.Portal;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.session.Tokens;
import torg.identity.local.token.ProgramTokens;
import torg.spi.identity.Identity.Client;

/** What {@code torg token} is answered. */
class TokenCounterTest {
    private static final String TOKEN = ProgramTokens.PREFIX + new Tokens().next();
    private final Portal portal = new Portal();
    private final TokenCounter counter = new TokenCounter(new Portal.Given(12, 120, 15, true, true, ""), portal.identity);

    @BeforeEach
    void janeHasTwoRoles() {
        portal.put("account", "A", Map.of("name", "Company A"));
        portal.roles.assign("A-1", Set.of("buyer", "rep"));
    }

    @AfterEach
    void stop() {
        counter.stop();
    }

    @Test
    void namesOfRolesAndTablesAreThoseThatAreSaid() {
        counter.done(new TokenSlip("make", Map.of("name", "feed", "days", "30", "hash", Tokens.hash(TOKEN), "roles", "buyer,viewer", "tables", "account,contact")));

        var caller = ((Client.Known) portal.identity.client(TOKEN, "192.0.2.1")).caller();
        assertThat(caller.roles()).containsExactly("authenticated", "buyer", "viewer");
        assertThat(caller.limits().tables()).containsExactlyInAnyOrder("account", "contact");
    }

    @Test
    void aNameThatIsEmptyDoesNotMeanAll() {
        for (var wrong : new String[] {"", ",", "buyer,"}) {
            assertThatThrownBy(() -> counter.done(make("roles", wrong))).as("roles '%s'", wrong).isInstanceOf(TorgException.class);
            assertThatThrownBy(() -> counter.done(make("tables", wrong))).as("tables '%s'", wrong).isInstanceOf(TorgException.class);
        }
        assertThat(portal.identity.desk().everybodys()).isEmpty();
    }

    @Test
    void aListMovesNobodysCursor() {
        portal.tables.write(Portal.HOUSE, Write.of(new Change.Create(IdentityTables.TOKEN, Map.of("token", "t", "name", "shop\u001b[2J\nfeed", "readonly", true, "maker", "operator",
                "created", portal.clock.instant(), "expires", portal.clock.instant().plusSeconds(60)))));

        assertThat(counter.done(new TokenSlip("list", Map.of()))).contains("shop\ufffd[2J\ufffdfeed").hasLineCount(1);
    }

    private static TokenSlip make(String... more) {
        var values = new HashMap<>(Map.of("name", "shop", "email", "jane@a.example", "days", "30", "hash", Tokens.hash(TOKEN)));
        for (var i = 0; i < more.length; i += 2) values.put(more[i], more[i + 1]);
        return new TokenSlip("make", values);
    }
}

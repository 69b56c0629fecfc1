package torg.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.spi.identity.Entrance.Proof;
import torg.spi.identity.Newcomers.Arrival;
import torg.spi.identity.Newcomers.Stranger;
import torg.testkit.Requests;

/** People of whom another module made sure, by the document that says what becomes of a provider's people. */
class OtherHousesTest {
    private TestProvider provider;
    private Portal portal;
    private OtherHouses houses;

    @BeforeEach
    void open() throws IOException {
        provider = new TestProvider();
        portal = new Portal(provider);
        houses = new OtherHouses(portal.sites, portal.tables, portal.doorkeeper, portal.roles, () -> portal.now);
        houses.audit = portal.audit;
    }

    @AfterEach
    void close() {
        portal.outbound.close();
        provider.close();
    }

    @Test
    void whoHasTheAddressOfAContactIsThatContactWithRolesOnceTheyAreIn() {
        var arrival = arrive("n-1", "jane@a.example", true).orElseThrow();

        assertThat(arrival.contact()).isEqualTo("C-1");
        assertThat(portal.roles.of).as("not before they are in").isEmpty();
        arrival.begun().run();
        assertThat(portal.roles.of.get("C-1")).containsExactly("chief");
    }

    @Test
    void whoCameBeforeIsTheSameByTheirNumberAlone() {
        arrive("n-1", "jane@a.example", true);

        assertThat(arrive("n-1", "jane.married@a.example", false).orElseThrow().contact()).isEqualTo("C-1");
    }

    @Test
    void whoIsNobodyHereIsRefusedAndTheAuditLogIsToldWhy() {
        assertThat(arrive("n-1", "jane@a.example", false)).as("an address that is not verified").isEmpty();
        assertThat(houses.arrive(new Stranger("other", "ldap/other", "ldap/other/dc=a", "n-1", Map.of()))).as("no document").isEmpty();

        assertThat(portal.audit.acts()).hasSize(2).allMatch(act -> act.contains("sign-in-elsewhere"));
        assertThat(houses.describes(portal.site(), "acme")).isTrue();
        assertThat(houses.describes(portal.site(), "other")).isFalse();
    }

    /** A directory that gives somebody the number of another provider's person has not become that provider. */
    @Test
    void theSameNumberElsewhereIsSomebodyElse() {
        arrive("n-1", "jane@a.example", true);

        assertThat(houses.arrive(new Stranger("acme", "ldap/acme", "ldap/acme/dc=another", "n-1", Map.of("email", "jane@a.example", "email_verified", false)))).isEmpty();
    }

    @Test
    void unlinkingEndsTheSessionsThatBeganByIt() {
        arrive("n-1", "jane@a.example", true);
        portal.doorkeeper.sessions.put("by it", new Proof("C-1", "ldap/acme", Optional.of("n-1"), Optional.empty(), false, portal.now));
        portal.doorkeeper.sessions.put("by the provider of that name", new Proof("C-1", "oidc/acme", Optional.of("n-1"), Optional.empty(), false, portal.now));
        var jane = Requests.get(portal.site(), "/profile").as(Caller.contact("C-1", "Jane", List.of("A"), List.of())).request();

        portal.oidc.unlink(jane, "C-1", portal.oidc.links().of("C-1").getFirst().id());

        assertThat(portal.doorkeeper.sessions).containsOnlyKeys("by the provider of that name");
    }

    private Optional<Arrival> arrive(String number, String email, boolean verified) {
        return houses.arrive(new Stranger("acme", "ldap/acme", "ldap/acme/dc=a", number, Map.of("email", email, "email_verified", verified, "realm.groups", List.of("chiefs", "others"))));
    }
}

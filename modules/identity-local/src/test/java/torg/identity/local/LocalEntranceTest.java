package torg.identity.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.table.Change;
import torg.api.table.Write;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.factor.Codes;
import torg.identity.local.factor.Factors;
import torg.spi.identity.Entrance.Proof;
import torg.spi.identity.Identity.Entry;

class LocalEntranceTest {
    private static final String ACME = "oidc/acme";
    private final Portal portal = new Portal();
    private final LocalEntrance entrance = new LocalEntrance(portal.identity);

    @Test
    void whoCameAnotherWayIsInAsWithAPassword() {
        var session = portal.identity.whoIs(granted(acme("A-1", "s-1")).token(), Portal.HERE).orElseThrow();

        assertThat(session.caller()).isEqualTo(portal.identity.callerOf("A-1").orElseThrow());
    }

    @Test
    void whoMayNotComeInIsRefusedWhicheverWayTheyCome() {
        portal.contact("A-2", Map.of("fullname", "Jack"));
        assertThat(entrance.enter(acme("A-2", "s-1"), Portal.HERE)).as("nobody let them in").isEqualTo(new Entry.Refused());
        assertThat(entrance.enter(acme("A-9", "s-1"), Portal.HERE)).as("not there").isEqualTo(new Entry.Refused());
        update(IdentityTables.CREDENTIAL, Map.of("locked", true));
        assertThat(entrance.enter(acme("A-1", "s-1"), Portal.HERE)).as("locked").isEqualTo(new Entry.Refused());
        update(IdentityTables.CREDENTIAL, Map.of("locked", false));
        update("contact", Map.of("inactive", true));
        assertThat(entrance.enter(acme("A-1", "s-1"), Portal.HERE)).as("inactive").isEqualTo(new Entry.Refused());
    }

    @Test
    void peopleOfTheDemoComeInFromThisMachineOnly() {
        update(IdentityTables.CREDENTIAL, Map.of("demo", true));

        assertThat(entrance.enter(acme("A-1", "s-1"), Portal.HERE)).isEqualTo(new Entry.Refused());
        assertThat(entrance.enter(acme("A-1", "s-1"), "127.0.0.1")).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void theSecondFactorIsAskedForUnlessTheProofIsAsStrong() {
        var factors = new Factors(portal.tables, portal.clock);
        factors.begin("A-1");
        var secret = factors.begun("A-1").orElseThrow();
        factors.confirm("A-1", Codes.of(secret, portal.clock.instant()));
        portal.clock.pass(Duration.ofMinutes(1));

        var ticket = ((Entry.SecondFactor) entrance.enter(acme("A-1", "s-1"), Portal.HERE)).ticket();
        assertThat(portal.identity.secondStep(ticket, "000000", Portal.HERE)).isEqualTo(new Entry.Refused());
        var granted = (Entry.Granted) portal.identity.secondStep(ticket, Codes.of(secret, portal.clock.instant()), Portal.HERE);

        var proof = entrance.proof(granted.session().caller(), granted.session().csrf()).orElseThrow();
        assertThat(proof.way()).isEqualTo(ACME);
        assertThat(proof.strong()).isTrue();
        assertThat(entrance.enter(acme("A-1", "s-2").strengthened(portal.clock.instant()), Portal.HERE)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void aSessionKnowsWhenItsContactLastProvedWhoTheyAre() {
        var proof = acme("A-1", "s-1");
        var granted = granted(proof);
        var caller = granted.session().caller();
        assertThat(entrance.proof(caller, granted.session().csrf())).contains(proof);
        portal.clock.pass(Duration.ofMinutes(5));

        var again = Proof.of("A-1", "password", portal.clock.instant());
        assertThat(entrance.provedAgain(caller, granted.session().csrf(), again)).isTrue();
        assertThat(entrance.provedAgain(caller, granted.session().csrf(), Proof.of("B-1", "password", portal.clock.instant()))).as("somebody else").isFalse();
        assertThat(entrance.provedAgain(caller, "another", again)).as("another session").isFalse();

        var now = entrance.proof(caller, granted.session().csrf()).orElseThrow();
        assertThat(now.at()).isEqualTo(portal.clock.instant());
        assertThat(now.elsewhere()).as("it still ends with the session elsewhere").contains("s-1");
        portal.clock.pass(Duration.ofHours(13));
        assertThat(entrance.proof(caller, granted.session().csrf())).as("over").isEmpty();
    }

    @Test
    void whoSignedOutElsewhereIsOutWithTheNextRequest() {
        var first = granted(acme("A-1", "s-1")).token();
        var second = granted(acme("A-1", "s-2")).token();
        var other = granted(new Proof("A-1", "oidc/other", Optional.of("jane"), Optional.of("s-1"), false, portal.clock.instant())).token();
        var own = ((Entry.Granted) portal.identity.signIn("jane@a.example", Portal.PASSWORD, Portal.HERE)).token();
        var all = List.of(first, second, other, own);
        assertThat(all).allMatch(this::isIn);

        assertThat(entrance.end(ACME, Optional.empty(), Optional.empty())).as("of nobody in particular").isZero();
        assertThat(entrance.end(ACME, Optional.of("john"), Optional.of("s-1"))).as("whose session it is not").isZero();
        assertThat(entrance.end(ACME, Optional.of("jane"), Optional.of("s-1"))).isEqualTo(1);
        assertThat(all.stream().map(this::isIn)).containsExactly(false, true, true, true);
        assertThat(entrance.end(ACME, Optional.of("jane"), Optional.empty())).isEqualTo(1);
        assertThat(all.stream().map(this::isIn)).containsExactly(false, false, true, true);
    }

    private boolean isIn(String token) {
        return portal.identity.whoIs(token, Portal.HERE).isPresent();
    }

    private Proof acme(String contact, String elsewhere) {
        return new Proof(contact, ACME, Optional.of("jane"), Optional.of(elsewhere), false, portal.clock.instant());
    }

    private Entry.Granted granted(Proof proof) {
        return (Entry.Granted) entrance.enter(proof, Portal.HERE);
    }

    private void update(String table, Map<String, Object> values) {
        portal.tables.write(Portal.HOUSE, Write.of(new Change.Update(table, "A-1", values)));
    }
}

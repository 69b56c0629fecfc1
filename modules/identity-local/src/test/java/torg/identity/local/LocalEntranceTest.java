package torg.identity.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Write;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.factor.Codes;
import torg.identity.local.factor.Factors;
import torg.identity.local.password.Credentials;
import torg.identity.local.session.Sessions;
import torg.spi.identity.Entrance.Proof;
import torg.spi.identity.Identity.Entry;
import torg.testkit.MemoryAudit;

class LocalEntranceTest {
    private static final String ACME = "oidc/acme";
    private final Portal portal = new Portal();
    private final LocalEntrance entrance = new LocalEntrance(portal.identity);

    @ParameterizedTest
    @ValueSource(strings = {"passkey", ACME})
    void aSessionOfAnyWayEndsWithANewPasswordALockAndARemoval(String way) {
        var credentials = new Credentials(portal.tables);
        var deeds = List.<Runnable>of(() -> credentials.set("A-1", "jane@a.example", "another"), () -> credentials.lock("A-1", true, List.of()), () -> credentials.remove("A-1"));
        for (var deed : deeds) {
            var token = granted(Proof.of("A-1", way, portal.clock.instant())).token();
            assertThat(portal.identity.whoIs(token, Portal.HERE)).isPresent();
            deed.run();
            assertThat(portal.identity.whoIs(token, Portal.HERE)).isEmpty();
            if (deed == deeds.get(1)) {
                credentials.lock("A-1", false, List.of());
                assertThat(portal.identity.whoIs(token, Portal.HERE)).as("it does not come back").isEmpty();
            }
        }
        assertThat(entrance.enter(Proof.of("A-1", way, portal.clock.instant()), Portal.HERE)).as("nothing to come in with").isEqualTo(new Entry.Refused());
    }

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

        var begun = new AtomicInteger();
        var ticket = ((Entry.SecondFactor) entrance.enter(acme("A-1", "s-1"), Portal.HERE, begun::incrementAndGet)).ticket();
        assertThat(portal.identity.secondStep(ticket, "000000", Portal.HERE)).isEqualTo(new Entry.Refused());
        assertThat(begun).as("nothing has begun").hasValue(0);
        var granted = (Entry.Granted) portal.identity.secondStep(ticket, Codes.of(secret, portal.clock.instant()), Portal.HERE);

        assertThat(begun).hasValue(1);
        var proof = entrance.proof(granted.session().caller(), granted.session().csrf()).orElseThrow();
        assertThat(proof.way()).isEqualTo(ACME);
        assertThat(proof.strong()).isTrue();
        assertThat(entrance.enter(acme("A-1", "s-2").strengthened(portal.clock.instant()), Portal.HERE)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void aTicketThatIsNoneIsRefusedAndToldToTheAuditLog() {
        var audit = new MemoryAudit();
        portal.identity.audit = audit;

        assertThat(portal.identity.secondStep("nothing", "123456", Portal.HERE)).isEqualTo(new Entry.Refused());
        assertThat(audit.acts()).singleElement().asString().contains("second-factor");
    }

    @Test
    void aSessionKnowsWhenItsContactLastProvedWhoTheyAre() {
        var proof = acme("A-1", "s-1");
        var granted = granted(proof);
        var caller = granted.session().caller();
        assertThat(entrance.proof(caller, granted.session().csrf())).contains(proof);

        portal.clock.pass(Duration.ofHours(13));
        assertThat(entrance.proof(caller, granted.session().csrf())).as("over").isEmpty();
    }

    /** An ID token may stand there, with all that a provider says of a person. */
    @Test
    void whatIsNotedGoesWithTheSession() {
        var out = granted(acme("A-1", "s-1"));
        granted(acme("A-1", "s-2"));
        assertThat(noted()).containsExactlyInAnyOrder("noted of s-1", "noted of s-2");

        portal.identity.signOut(out.token());
        assertThat(noted()).as("who signed out").containsExactly("noted of s-2");
        portal.clock.pass(Duration.ofHours(13));
        granted(Proof.of("A-1", "passkey", portal.clock.instant()));
        assertThat(noted()).as("what ran out goes with the next sign-in").isEmpty();
    }

    private List<String> noted() {
        return portal.tables.query(Portal.HOUSE, Query.of(IdentityTables.SESSION, "note")).rows().stream().flatMap(row -> row.text("note").stream()).toList();
    }

    @Test
    void aSessionGoesOnAsTheOneThatAnotherProofBegan() {
        var former = granted(acme("A-1", "s-1")).session();
        portal.clock.pass(Duration.ofMinutes(5));
        var next = granted(Proof.of("A-1", "passkey", portal.clock.instant()).strengthened(portal.clock.instant()));
        assertThat(entrance.goesOn(former.caller(), former.csrf(), next.session().csrf())).isTrue();

        var now = entrance.proof(former.caller(), next.session().csrf()).orElseThrow();
        assertThat(now).as("when and how strongly is of the new proof, all else of the former").isEqualTo(acme("A-1", "s-1").strengthened(portal.clock.instant()));
        entrance.end(ACME, Optional.of("jane"), Optional.of("s-1"));
        assertThat(isIn(next.token())).as("it ends with the session elsewhere").isFalse();
    }

    @Test
    void aSessionEndsWhenWhoeverMadeSureSaysAndNeverLater() {
        var start = portal.clock.instant();
        var soon = granted(lasting(start.plus(Duration.ofMinutes(10))));
        var far = granted(lasting(Instant.MAX)).token();
        assertThat(portal.identity.sessions().of("A-1", "").stream().map(Sessions.Known::expires))
                .as("it makes none longer").allMatch(end -> !end.isAfter(start.plus(Duration.ofHours(12))));
        assertThat(isIn(soon.token())).isTrue();

        var again = granted(Proof.of("A-1", "passkey", start));
        assertThat(entrance.goesOn(soon.session().caller(), soon.session().csrf(), again.session().csrf())).isTrue();
        var elsewhere = granted(lasting(start.plus(Duration.ofMinutes(20))));
        assertThat(entrance.goesOn(soon.session().caller(), soon.session().csrf(), elsewhere.session().csrf())).isTrue();
        portal.clock.pass(Duration.ofMinutes(10));

        assertThat(isIn(soon.token())).isFalse();
        assertThat(isIn(again.token())).as("what is proved here does not make it longer").isFalse();
        assertThat(isIn(elsewhere.token())).as("what is proved there does").isTrue();
        assertThat(isIn(far)).isTrue();
        portal.clock.pass(Duration.ofMinutes(10));
        assertThat(isIn(elsewhere.token())).isFalse();
    }

    private Proof lasting(Instant until) {
        return new Proof("A-1", ACME, Optional.of("jane"), Optional.empty(), false, portal.clock.instant(), Optional.empty(), Optional.of(until));
    }

    @Test
    void aSessionThatHasEndedOrIsNotTheirsGoesOnInNone() {
        portal.contact("A-2", Map.of("fullname", "Sam"));
        portal.put(IdentityTables.CREDENTIAL, "A-2", Map.of("email", "sam@a.example", "hash", "none"));
        var former = granted(acme("A-1", "s-1"));
        var next = granted(Proof.of("A-1", "passkey", portal.clock.instant())).session();
        var sams = granted(Proof.of("A-2", "passkey", portal.clock.instant())).session();
        var jane = former.session();
        assertThat(entrance.goesOn(jane.caller(), jane.csrf(), sams.csrf())).isFalse();
        assertThat(entrance.goesOn(sams.caller(), jane.csrf(), sams.csrf())).isFalse();
        assertThat(entrance.goesOn(Caller.ANONYMOUS, jane.csrf(), next.csrf())).isFalse();
        assertThat(entrance.proof(sams.caller(), sams.csrf()).orElseThrow().way()).isEqualTo("passkey");

        portal.identity.signOut(former.token());
        assertThat(entrance.goesOn(jane.caller(), jane.csrf(), next.csrf())).isFalse();
        assertThat(entrance.proof(jane.caller(), next.csrf()).orElseThrow().way()).isEqualTo("passkey");
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
        return new Proof(contact, ACME, Optional.of("jane"), Optional.of(elsewhere), false, portal.clock.instant(), Optional.of("noted of " + elsewhere), Optional.empty());
    }

    private Entry.Granted granted(Proof proof) {
        return (Entry.Granted) entrance.enter(proof, Portal.HERE);
    }

    private void update(String table, Map<String, Object> values) {
        portal.tables.write(Portal.HOUSE, Write.of(new Change.Update(table, "A-1", values)));
    }
}

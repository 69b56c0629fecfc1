package torg.identity.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.factor.Codes;
import torg.identity.local.factor.Factors;
import torg.spi.identity.Directory;
import torg.spi.identity.Entrance.Proof;
import torg.spi.identity.Identity.Entry;
import torg.testkit.MemoryAudit;

/** Jane comes with the password that her company's directory knows. What holds for everybody who types a password holds for her. */
class DirectoryTest {
    private static final String JANE = "jane@a.example";
    private static final String THERE = "of her company";
    private final Portal portal = new Portal();
    private final Acme acme = new Acme();
    private final List<String> done = new ArrayList<>();

    /** Knows one password of everybody, and makes everybody Jane. */
    private final class Acme implements Directory {
        final List<String> asked = new ArrayList<>();
        boolean away;

        @Override
        public boolean speaksFor(String name) {
            return name.endsWith("@a.example");
        }

        @Override
        public Optional<Arrived> arrive(String name, String password) {
            asked.add(name);
            if (away) throw TorgException.of(ProblemKind.BUSY, "test.away", "it cannot be asked");
            return Optional.of(new Arrived(new Proof("A-1", "ldap/acme", Optional.of("n-1"), Optional.empty(), false, portal.clock.instant()), () -> done.add("roles"))).filter(_ -> password.equals(THERE));
        }
    }

    @BeforeEach
    void listen() {
        portal.identity.directories = List.of(acme);
    }

    @Test
    void sheIsInByItAndTheSessionSaysSo() {
        var in = (Entry.Granted) enter(JANE, THERE);

        assertThat(portal.identity.sessions().of("A-1", in.session().csrf()).getFirst().way()).isEqualTo("ldap/acme");
        assertThat(portal.identity.sessions().proof("A-1", in.session().csrf()).flatMap(Proof::subject)).contains("n-1");
        assertThat(done).containsExactly("roles");
    }

    @Test
    void aPasswordOfThePortalIsNotToldToAnotherHouse() {
        assertThat(enter(JANE, Portal.PASSWORD)).isInstanceOf(Entry.Granted.class);
        assertThat(enter("sam@b.example", "anything")).isEqualTo(new Entry.Refused());
        portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("locked", true));
        assertThat(enter(JANE, Portal.PASSWORD)).as("nor while she is locked").isEqualTo(new Entry.Refused());

        assertThat(acme.asked).isEmpty();
    }

    @Test
    void aWrongPasswordIsAnAttemptLikeAnyOther() {
        for (var name : List.of(JANE, "nobody@a.example")) {
            for (var guess = 0; guess < 10; guess++) assertThat(enter(name, "wrong")).isEqualTo(new Entry.Refused());
            assertThat(enter(name, THERE)).as(name).isInstanceOf(Entry.TooMany.class);
        }
        assertThat(acme.asked).as("nor is it asked then").hasSize(20);
    }

    @Test
    void whoseWrongPasswordItWasIsOnRecordAsWithoutADirectory() {
        var audit = new MemoryAudit();
        portal.identity.audit = audit;

        enter(JANE, "wrong");

        assertThat(audit.after(0, 10)).singleElement().satisfies(entry -> assertThat(entry.act().person()).isEqualTo("A-1"));
    }

    @Test
    void whileADirectoryIsAwayNobodyGuessesAtPasswordsOfThePortalUncounted() {
        acme.away = true;
        for (var name : List.of(JANE, "nobody@a.example")) {
            for (var guess = 0; guess < 10; guess++) assertThatThrownBy(() -> enter(name, "wrong")).isInstanceOf(TorgException.class);
            assertThat(enter(name, Portal.PASSWORD)).as(name).isInstanceOf(Entry.TooMany.class);
        }
    }

    @Test
    void aDirectoryThatIsBackIsAskedAgain() {
        acme.away = true;
        for (var attempt = 0; attempt < 9; attempt++) assertThatThrownBy(() -> enter(JANE, THERE)).isInstanceOf(TorgException.class);
        acme.away = false;

        assertThat(enter(JANE, THERE)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void whoHasASecondFactorIsAskedForIt() {
        var factors = new Factors(portal.tables, portal.clock);
        factors.begin("A-1");
        var secret = factors.begun("A-1").orElseThrow();
        var codes = factors.confirm("A-1", Codes.of(secret, portal.clock.instant())).orElseThrow();

        var half = (Entry.SecondFactor) enter(JANE, THERE);
        assertThat(done).as("no roles before she is in").isEmpty();
        assertThat(portal.identity.secondStep(half.ticket(), codes.getFirst(), Portal.HERE)).isInstanceOf(Entry.Granted.class);
        assertThat(done).containsExactly("roles");
    }

    @Test
    void whoIsLockedOrInactiveHereStaysOut() {
        portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("locked", true));
        assertThat(enter(JANE, THERE)).isEqualTo(new Entry.Refused());
        portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("locked", false));
        portal.contact("A-1", Map.of("inactive", true));
        assertThat(enter(JANE, THERE)).isEqualTo(new Entry.Refused());
        assertThat(done).isEmpty();
    }

    private Entry enter(String name, String password) {
        return portal.identity.signIn(name, password, Portal.HERE);
    }
}

package torg.identity.local.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Write;
import torg.identity.local.Portal;
import torg.identity.local.contact.IdentityTables;
import torg.spi.identity.Admissions.Standing;
import torg.spi.identity.Identity.Entry;
import torg.spi.identity.Identity.Session;

class LocalAdmissionsTest {
    private static final String NEXT = "four words and more";
    private final Portal portal = new Portal();
    private final LocalAdmissions admissions = new LocalAdmissions(portal.identity, portal.tables);
    private Entry.Granted jane;
    private Entry.Granted bo;

    @BeforeEach
    void bothComeIn() {
        portal.contact("B-1", Map.of("fullname", "Bo", "email", "bo@a.example", "account", "A"));
        assertThat(admissions.standing("B-1")).isEqualTo(Standing.OUT);
        portal.tables.write(Portal.HOUSE, Write.of(admissions.admitted("B-1", "Bo@a.example", NEXT)));
        jane = (Entry.Granted) portal.identity.signIn("jane@a.example", Portal.PASSWORD, Portal.HERE);
        bo = (Entry.Granted) portal.identity.signIn("bo@a.example", NEXT, Portal.HERE);
    }

    @Test
    void whoIsLockedIsOutAtOnceAndComesInAgainOnlyByTheDoor() {
        assertThat(admissions.holder("BO@a.example")).contains("B-1");
        assertThat(lock(jane.session(), "B-1", true)).isTrue();

        assertThat(admissions.standing("B-1")).isEqualTo(Standing.LOCKED);
        assertThat(portal.identity.whoIs(bo.token(), Portal.HERE)).isEmpty();
        assertThat(portal.identity.signIn("bo@a.example", NEXT, Portal.HERE)).isEqualTo(new Entry.Refused());
        assertThat(lock(jane.session(), "B-1", true)).isFalse();
        assertThat(lock(jane.session(), "B-1", false)).isTrue();
        assertThat(portal.identity.whoIs(bo.token(), Portal.HERE)).isEmpty();
        assertThat(portal.identity.signIn("bo@a.example", NEXT, Portal.HERE)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void ofTwoWhoLockEachOtherOutOneStays() {
        var late = new LocalAdmissions(portal.identity, portal.meanwhile(2, () -> lock(bo.session(), "A-1", true)));

        assertThat(late.lock(jane.session().caller(), jane.session().csrf(), "B-1", true, List.of())).isFalse();
        assertThat(admissions.standing("A-1")).isEqualTo(Standing.LOCKED);
        assertThat(portal.identity.whoIs(bo.token(), Portal.HERE)).isPresent();
    }

    @Test
    void whoIsOutDoesNothing() {
        portal.identity.signOut(jane.token());

        assertThat(lock(jane.session(), "B-1", true)).isFalse();
        assertThat(admissions.remove(jane.session().caller(), jane.session().csrf(), "B-1", List.of())).isFalse();
        assertThat(portal.identity.whoIs(bo.token(), Portal.HERE)).isPresent();
    }

    @Test
    void whoIsRemovedHasNothingToComeInWithAndWhatGoesWithItHappensToo() {
        var with = new Change.Update("contact", "B-1", Map.of("language", "nb"));
        assertThat(admissions.remove(jane.session().caller(), jane.session().csrf(), "B-1", List.of(with))).isTrue();

        assertThat(admissions.standing("B-1")).isEqualTo(Standing.OUT);
        assertThat(admissions.isRemoved("B-1")).isTrue();
        assertThat(portal.identity.whoIs(bo.token(), Portal.HERE)).isEmpty();
        assertThat(portal.tables.find(Portal.HOUSE, "contact", "B-1").orElseThrow().text("language")).contains("nb");
        portal.tables.write(Portal.HOUSE, Write.of(admissions.admitted("B-1", "bo@a.example", NEXT)));
        assertThat(admissions.standing("B-1")).isEqualTo(Standing.IN);
    }

    @Test
    void aRemovalHoldsUntilSomebodyLetsThemInAndAnotherOneHoldsAgain() {
        portal.contact("C-1", Map.of("fullname", "Cy", "email", "cy@a.example", "account", "A"));
        assertThat(admissions.isRemoved("C-1")).as("was never in").isFalse();
        assertThat(admissions.remove(jane.session().caller(), "no session", "B-1", List.of())).isFalse();
        assertThat(admissions.isRemoved("B-1")).isFalse();

        for (var time : List.of("once", "and again")) {
            assertThat(admissions.remove(jane.session().caller(), jane.session().csrf(), "B-1", List.of())).as(time).isTrue();
            assertThat(admissions.isRemoved("B-1")).as(time).isTrue();
            portal.tables.write(Portal.HOUSE, Write.of(admissions.admitted("B-1", "bo@a.example", NEXT)));
            assertThat(admissions.isRemoved("B-1")).as(time).isFalse();
        }
    }

    @Test
    void whoIsRemovedAndInvitedAgainComesInWithoutTheOldTelephone() {
        portal.put(IdentityTables.FACTOR, "B-1", Map.of("secret", "AAAA", "confirmed", true));
        assertThat(portal.identity.signIn("bo@a.example", NEXT, Portal.HERE)).isInstanceOf(Entry.SecondFactor.class);
        assertThat(admissions.remove(jane.session().caller(), jane.session().csrf(), "B-1", List.of())).isTrue();

        portal.tables.write(Portal.HOUSE, Write.of(admissions.admitted("B-1", "bo@a.example", NEXT)));
        assertThat(portal.identity.signIn("bo@a.example", NEXT, Portal.HERE)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void whatOtherWaysInKeepOfWhoIsRemovedGoesInTheSameWrite() {
        portal.put("account", "bo's", Map.of("name", "stands for a passkey"));
        admissions.ways = List.of(contact -> contact.equals("B-1") ? List.of(new Change.Delete("account", "bo's")) : List.of());
        assertThat(admissions.remove(jane.session().caller(), "no session", "B-1", List.of())).isFalse();
        assertThat(portal.tables.find(Portal.HOUSE, "account", "bo's")).isPresent();

        assertThat(admissions.remove(jane.session().caller(), jane.session().csrf(), "B-1", List.of())).isTrue();
        assertThat(portal.tables.find(Portal.HOUSE, "account", "bo's")).isEmpty();
    }

    @Test
    void nobodyIsAdmittedTwiceNorWithAnAddressThatIsSomebodys() {
        for (var change : List.of(admissions.admitted("B-1", "other@a.example", NEXT), admissions.admitted("C-1", "bo@a.example", NEXT))) {
            assertThatThrownBy(() -> portal.tables.write(Portal.HOUSE, Write.of(change)))
                    .isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.CONFLICT));
        }
    }

    private boolean lock(Session by, String contact, boolean locked) {
        return admissions.lock(by.caller(), by.csrf(), contact, locked, List.of());
    }
}
